"""Keys of transliterated names: equal for spellings of one name, different for other names."""

import pytest

from rag.text.transliteration import may_be_spellings, transliteration_keys

ONE_NAME = """
Kadhimi Kazimi, Kadhimi Kadhemi, Kazimi Kadhemi, Kazemi Kadhimi, Kademi Kadhimi,
Soleimani Suleymany, Soleymani Suleimani, Rouhani Rohani, Rouhani Ruhani, Khamenei Khamenai,
Khomeini Khomeyni, Mousavi Musawi, Dawood Daoud, Dawud Daud, Allawi Alavi,
Abdollahian Abdolahian, Araghchi Araqchi, Ghalibaf Qalibaf, Raisi Raeesi, Haniyeh Haniya,
Shtayyeh Shtayya, Hussein Hossain, Hashemi Hashimi, Jawad Javad, Yeltsin Eltsin,
Gorbachev Gorbatschew, Zelensky Zelenskyy, Romanov Romanoff, Yanukovych Ianukovich, Şahin Shahin,
Şahin Sahin, Milošević Milosevich, Milošević Milosevic, Yıldız Yildiz, Najjar Nadjar,
Mubarak Moubarak, Nasrallah Nasralla, Ramadhan Ramazan, Qureshi Kureshi, Zhirinovsky Jirinovski
"""
OTHER_NAMES = """
Salim Salam, Jamal Jamil, Kharrazi Karzai, Hasan Hasani, Hakim Hakimi, Karim Karimi,
Rahim Rahman, Sadr Sadiq, Bashir Basir, Shami Sami, Khalid Kalid, Rashid Rasid, Saad Said,
Hamid Hamad, Maliki Malik, Salman Suleiman, Zarif Zahir, Barzani Barazi, Tariq Turk,
Omari Amiri, Mahmoud Hamoud, Abadi Ubaidi, Jaafari Jabari, Najafi Najif, Sudani Saadani,
Rubaie Rabia, Amiri Amri, Zaidi Zadi, Khalil Khalal, Putin Patin, Noori Nari, Tamim Tamam,
Samir Sumar, Habib Habab, Lavrov Lvov, Ali Eli
"""


def pairs(listed: str) -> list[tuple[str, str]]:
    return [(one, other) for one, other in map(str.split, listed.split(","))]


@pytest.mark.parametrize(("one", "other"), pairs(ONE_NAME))
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert may_be_spellings(one, other)
    assert may_be_spellings(other.upper(), one.lower())


@pytest.mark.parametrize(("one", "other"), pairs(OTHER_NAMES))
def test_other_names_share_no_key(one: str, other: str) -> None:
    assert not may_be_spellings(one, other)
    assert not may_be_spellings(other, one)


@pytest.mark.parametrize("word", ["", "Ali", "Лавров", "R2D2", "’", "Y", "-"])
def test_short_words_and_other_scripts_have_no_key(word: str) -> None:
    assert transliteration_keys(word) == frozenset()


def test_number_of_keys_is_bounded() -> None:
    assert len(transliteration_keys("eawedhe" * 40)) <= 64 * 64
