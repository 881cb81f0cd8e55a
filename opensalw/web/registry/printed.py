"""The words of permits and receipts in the languages of the counters; a paper bears its language and English.

Not yet read by a native speaker of each language (docs/explanation of the registers).
"""

LANGUAGES = {
    "en": "English", "sq": "Shqip", "sr": "Српски", "sr-latn": "Srpski", "bs": "Bosanski", "hr": "Hrvatski",
    "mk": "Македонски", "cnr": "Crnogorski",
}  # fmt: skip
AT = {
    "J-BEG": ("sr", "sr-latn"), "J-POD": ("cnr", "sq"), "J-PRN": ("sq", "sr-latn"), "J-SAR": ("bs", "hr", "sr"),
    "J-SKP": ("mk", "sq"), "J-TIR": ("sq",),
}  # fmt: skip
KEYS = ("permit", "receipt", "number", "weapon", "serial", "category", "holder", "kind", "valid_until", "granted",
        "conditions", "no_end", "day", "act", "for_authority", "entry", "registered", "transferred", "inherited",
        "made_up", "possession", "hunting", "sport", "carrying", "collection", "trade", "security")  # fmt: skip
_WORDS = {
    "en": "Permit|Receipt|Number|Weapon|Serial number|Category|Holder|Kind|Valid until|Granted on|Conditions|"
    "without an end|Day|What was recorded|For the authority|Entry in the register|Registered|Transferred|Inherited|"
    "made up, for trying out|"
    "Possession|Hunting|Sport|Carrying|Collection|Trade|Security service",
    "sq": "Leje|Vërtetim|Numri|Arma|Numri serial|Kategoria|Mbajtësi|Lloji|E vlefshme deri më|Lëshuar më|Kushtet|"
    "pa afat|Data|Çfarë u regjistrua|Për autoritetin|Shënimi në regjistër|Regjistruar|Transferuar|Trashëguar|"
    "e sajuar, për provë|"
    "Mbajtje|Gjueti|Sport|Bartje|Koleksion|Tregti|Shërbim sigurimi",
    "sr": "Дозвола|Потврда|Број|Оружје|Серијски број|Категорија|Држалац|Врста|Важи до|Издата|Услови|"
    "без рока|Датум|Шта је уписано|За орган|Упис у евиденцију|Регистровано|Пренето|Наслеђено|"
    "измишљено, за пробу|"
    "Држање|Лов|Спорт|Ношење|Колекција|Трговина|Служба обезбеђења",
    "sr-latn": "Dozvola|Potvrda|Broj|Oružje|Serijski broj|Kategorija|Držalac|Vrsta|Važi do|Izdata|Uslovi|"
    "bez roka|Datum|Šta je upisano|Za organ|Upis u evidenciju|Registrovano|Preneto|Nasleđeno|"
    "izmišljeno, za probu|"
    "Držanje|Lov|Sport|Nošenje|Kolekcija|Trgovina|Služba obezbeđenja",
    "bs": "Dozvola|Potvrda|Broj|Oružje|Serijski broj|Kategorija|Držalac|Vrsta|Važi do|Izdata|Uslovi|"
    "bez roka|Datum|Šta je upisano|Za organ|Upis u evidenciju|Registrovano|Preneseno|Naslijeđeno|"
    "izmišljeno, za probu|"
    "Držanje|Lov|Sport|Nošenje|Kolekcija|Trgovina|Služba osiguranja",
    "hr": "Dozvola|Potvrda|Broj|Oružje|Serijski broj|Kategorija|Držatelj|Vrsta|Vrijedi do|Izdana|Uvjeti|"
    "bez roka|Datum|Što je upisano|Za tijelo|Upis u evidenciju|Registrirano|Preneseno|Naslijeđeno|"
    "izmišljeno, za probu|"
    "Držanje|Lov|Sport|Nošenje|Zbirka|Trgovina|Zaštitarska služba",
    "mk": "Дозвола|Потврда|Број|Оружје|Сериски број|Категорија|Имател|Вид|Важи до|Издадена|Услови|"
    "без рок|Датум|Што е запишано|За органот|Запис во евиденцијата|Регистрирано|Пренесено|Наследено|"
    "измислено, за проба|"
    "Поседување|Лов|Спорт|Носење|Колекција|Трговија|Служба за обезбедување",
    "cnr": "Dozvola|Potvrda|Broj|Oružje|Serijski broj|Kategorija|Držalac|Vrsta|Važi do|Izdata|Uslovi|"
    "bez roka|Datum|Šta je upisano|Za organ|Upis u evidenciju|Registrovano|Preneseno|Naslijeđeno|"
    "izmišljeno, za probu|"
    "Držanje|Lov|Sport|Nošenje|Kolekcija|Trgovina|Služba obezbjeđenja",
}


def words(language: str) -> dict[str, str]:
    """The words of a language; two lines where it is not English."""
    own, english = (_WORDS[one].split("|") for one in (language, "en"))
    return dict(
        zip(KEYS, own if language == "en" else [f"{a} / {b}" for a, b in zip(own, english, strict=True)], strict=True)
    )


def language_of(jurisdiction: str, asked: str) -> str:
    """The language that was asked for, or the first one of the counter."""
    return asked if asked in LANGUAGES else AT.get(jurisdiction, ("en",))[0]
