"""NUL in an address is a sentence on both stores, never a fault: PostgreSQL cannot look for it."""

import pytest

ADDRESSES = (
    "/?edition=%00",
    "/?space=a%00b",
    "/?within=%00&level=kabkota",
    "/search/?q=a%00b",
    "/areas/%00/",
    "/methods/%00/",
    "/sources/%00/",
    "/map/download.csv?edition=%00",
    "/api/v1/readings?edition=%00",
    "/api/v1/areas?q=ma%00lang",
    "/imports/?space=%00",
    "/drills/?find=%00",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nul_is_refused(client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "karakter kosong (NUL)" in answer.content.decode()
    assert "Content-Security-Policy" in answer.headers
