"""The command line: which verb stands in which module; there, one thin function a verb.

Verbs print for people, or with `--json` for programs; the shapes are a contract. A verb's module is
imported when the verb is used, so that a question does not wait for what the register needs.
"""

from __future__ import annotations

from importlib import import_module

import click

from bot import __version__

VERBS = {
    "ask": "bot.ask_verb",
    "check": "bot.check_verb",
    "draw": "bot.walk_verbs",
    "evaluate": "bot.evaluate_verb",
    "key": "bot.serve_verbs",
    "manifest": "bot.serve_verbs",
    "outcome": "bot.outcome_verb",
    "preview": "bot.serve_verbs",
    "publication": "bot.register_verbs",
    "questions": "bot.questions_verb",
    "referrals": "bot.referral_verbs",
    "report": "bot.register_verbs",
    "serve": "bot.serve_verbs",
    "walk": "bot.walk_verbs",
}
"""Verb -> the module that holds a command of that name."""


class Verbs(click.Group):
    """A group whose commands are imported one by one, as they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all verbs."""
        return sorted({*VERBS, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of this name, or None."""
        if cmd_name not in VERBS:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(VERBS[cmd_name]), cmd_name)
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="Safeguarding Guide")
def cli() -> None:
    """Safeguarding Guide: cited answers, guided decisions and a referral log.

    Not an emergency service: if a child is in danger now, call 999.
    """
