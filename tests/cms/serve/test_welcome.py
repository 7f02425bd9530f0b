from cms.demo.seed import LOGINS
from cms.serve.welcome import table, welcome


def test_columns_are_aligned_by_what_a_terminal_shows() -> None:
    rows = [("角色 Role", "User"), ("编辑", "wang"), ("Auditor", "li")]
    assert list(table(rows)) == [
        "  角色 Role  User",
        "  ---------  ----",
        "  编辑       wang",
        "  Auditor    li",
    ]


def test_addresses_and_every_login_are_shown() -> None:
    text = welcome("http://127.0.0.1:8001")
    assert "http://127.0.0.1:8001/\n" in text
    assert "http://127.0.0.1:8001/admin/\n" in text
    assert len(LOGINS) > 3
    for _role, user, password, _where in LOGINS:
        assert user in text
        assert password in text
