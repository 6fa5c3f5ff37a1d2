"""Adjectives of countries: "German companies", "Canadian leads"."""

from typing import Final

_OF: Final = {
    "US": "american", "CA": "canadian", "MX": "mexican", "GB": "british", "IE": "irish", "DE": "german",
    "AT": "austrian", "CH": "swiss", "FR": "french", "ES": "spanish", "PT": "portuguese", "IT": "italian",
    "NL": "dutch", "BE": "belgian", "LU": "luxembourgish", "DK": "danish", "SE": "swedish", "NO": "norwegian",
    "FI": "finnish", "IS": "icelandic", "PL": "polish", "CZ": "czech", "SK": "slovak", "HU": "hungarian",
    "RO": "romanian", "BG": "bulgarian", "GR": "greek", "HR": "croatian", "SI": "slovenian", "RS": "serbian",
    "UA": "ukrainian", "RU": "russian", "TR": "turkish", "IL": "israeli", "EE": "estonian", "LV": "latvian",
    "LT": "lithuanian", "IN": "indian", "CN": "chinese", "JP": "japanese", "KR": "korean", "SG": "singaporean",
    "AU": "australian aussie", "NZ": "kiwi", "BR": "brazilian", "AR": "argentinian argentine", "CL": "chilean",
    "CO": "colombian", "PE": "peruvian", "NG": "nigerian", "KE": "kenyan", "EG": "egyptian",
    "SA": "saudi", "AE": "emirati", "VN": "vietnamese", "TH": "thai", "ID": "indonesian", "MY": "malaysian",
    "PH": "filipino philippine",
}  # fmt: skip
CODES: Final = {word: code for code, words in _OF.items() for word in words.split()}
