"""The app in a process of its own, against a practice Slack elsewhere: to be killed and restarted.

Arguments: the data folder, the base URL of the Web API. Prints the port once it answers.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot import bootstrap
from bot.guide.desk import Policy
from bot.preview.people import PARTNERS_CHANNEL, TEAM_ID
from bot.settings import read_settings
from bot.slack.clients import web_client
from bot.slack.roles import RoleRules
from tests.practice import GROUPS, PRACTITIONERS, SECRET, TOKEN


def main(data_dir: Path, api_url: str) -> int:
    """Serve until stopped; gives the exit code."""
    loaded = bootstrap.content(read_settings({}))
    ring = bootstrap.practice_keys(data_dir)
    with bootstrap.serving_folder(data_dir):
        desk = bootstrap.make_desk(loaded, data_dir, ring, Policy(PARTNERS_CHANNEL))
        client = web_client(TOKEN, api_url)
        rules = RoleRules(TEAM_ID, GROUPS, PRACTITIONERS)
        serving = bootstrap.make_serving(desk, client, rules, SECRET, bootstrap.Where())
        return serving.over_http(click.echo)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
