"""Faults on order."""

from __future__ import annotations

from bot.preview.faults import Fault, Faults


def test_faults_come_in_order_and_for_their_method() -> None:
    """Each fault happens to one call of its method, first ordered first."""
    faults = Faults()
    faults.order("a", Fault("slow"), times=2)
    faults.order("a", Fault("server_error"))

    assert faults.next_for("b") is None
    taken = [faults.next_for("a") for _ in range(4)]
    assert [fault.kind if fault else None for fault in taken] == [
        "slow",
        "slow",
        "server_error",
        None,
    ]
