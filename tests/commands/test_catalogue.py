"""Every command is declared once, and can be read by a person."""

import re

import pytest

from viewer.commands.catalogue import Catalogue, default_catalogue
from viewer.commands.command import Menu, command
from viewer.commands.script import parse_script
from viewer.errors import UsageError

COMMANDS = list(default_catalogue())


@pytest.mark.parametrize("each", COMMANDS, ids=lambda each: each.name)
def test_a_command_can_be_read(each):
    assert each.help.endswith(".")
    assert each.help[0].isupper()
    assert re.fullmatch(r"[a-z_]+", each.name)
    assert each.title


def test_two_commands_of_one_name_are_a_mistake():
    @command("One", menu=Menu.FILE)
    def same(session):
        """Do one."""

    with pytest.raises(ValueError, match="two commands"):
        Catalogue((same, same))


def test_an_unknown_command_is_refused_in_a_sentence():
    with pytest.raises(UsageError, match="There is no command “fly”"):
        default_catalogue()["fly"]


def test_a_script_is_commands_with_arguments():
    steps = parse_script(" seek 1:02 ;; pause;set_layout note only;")
    assert [(step.name, step.argument) for step in steps] == [
        ("seek", "1:02"),
        ("pause", ""),
        ("set_layout", "note only"),
    ]
