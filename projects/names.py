"""Names as people search for them: signs that carry no meaning left out, and pinyin initials."""

import unicodedata
from functools import cache
from importlib import import_module
from typing import Any

# What two spellings of one name differ by: blanks, quotes, brackets, stars, commas and dashes;
# and a look-alike that text recognition leaves behind (政府釆购). NFKC has made full-width signs
# half-width before. The database has the same table, see `projects.models.names`.
DROPPED = " \t\r\n\"'“”‘’「」『』()[]{}<>《》〈〉【】〔〕★☆*※●·•、,。.;:!?-—–_/\\~+=|"
REPLACED = {"釆": "采"} | {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}

# Words of the field that the library reads otherwise.
_READ_OTHERWISE = {"长效": [["cháng"], ["xiào"]]}

_TABLE = str.maketrans(REPLACED | dict.fromkeys(DROPPED, ""))


def name_key(text: str) -> str:
    """What is left of a name when two spellings of it are to be the same.

    >>> name_key("“三公经费”控制率 ") == name_key("三公经费控制率")
    True
    """
    return unicodedata.normalize("NFKC", text).translate(_TABLE)


def initials(text: str) -> str:
    """The pinyin initials of a name, digits and Latin letters as they are: 门诊次数 gives mzcs.

    A character with several readings is read as in the word it stands in: 调研次数 gives dycs,
    预算调整率 ystzl. What has no reading is left out.
    """
    letters = _pinyin().lazy_pinyin(name_key(text), style=_pinyin().Style.FIRST_LETTER)
    plain = unicodedata.normalize("NFKD", "".join(letters)).lower()
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())


@cache
def _pinyin() -> Any:
    """The library with its 90,000 words, loaded when a name is first stored.

    It takes a third of a second and 58 MB, which commands and pages that store none need not pay.
    """
    pinyin = import_module("pypinyin")
    pinyin.load_phrases_dict(_READ_OTHERWISE)
    return pinyin
