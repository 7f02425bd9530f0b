import pytest

from content.domain.file_names import download_name, extension_of, visible


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("5折提前购 海报", "5折提前购 海报.jpg"),
        ("../../etc/passwd", "etc_passwd.jpg"),
        ("C:\\windows\\a", "C_windows_a.jpg"),
        ("a\r\nSet-Cookie: x=1", "a Set-Cookie_ x=1.jpg"),
        ('a"; filename="b.exe', "a_ filename=_b.exe.jpg"),
        ("a\u202egpj.exe", "agpj.exe.jpg"),
        ("\x00", "file.jpg"),
        ("...", "file.jpg"),
        ("长" * 300, "长" * 80 + ".jpg"),
    ],
)
def test_the_name_of_a_download(title: str, name: str) -> None:
    assert download_name(title, "jpg") == name


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert visible(" 海\u200b报\u202e \x07一 ") == "海报 一"


@pytest.mark.parametrize(("name", "extension"), [("a.b.JPG", "jpg"), ("jpg", ""), ("a.", "")])
def test_the_extension_stands_behind_the_last_dot(name: str, extension: str) -> None:
    assert extension_of(name) == extension
