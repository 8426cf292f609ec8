"""The names for programs that use the package."""

import onrecord


def test_names_are_those_of_the_package() -> None:
    assert {name for name in vars(onrecord) if name[0].isupper()} == set(onrecord.__all__)
    for name in onrecord.__all__:
        assert getattr(onrecord, name).__module__.startswith("rag.")
