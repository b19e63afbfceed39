"""The SQL of a question is parsed once, for every database and thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from data.engine.connections import connect, parsed

SQL = "select $number * range as product from range(3)"


def test_sql_that_is_parsed_once_answers_every_thread_and_database_with_its_own_values() -> None:
    one, other = connect(), connect()
    statement = parsed(one, SQL)
    assert parsed(other, SQL) is statement

    def ask(number: int) -> list[tuple[int]]:
        with (other if number % 2 else one).cursor() as cursor:
            rows: list[tuple[int]] = cursor.execute(parsed(cursor, SQL), {"number": number}).fetchall()
            return rows

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(ask, range(200)))
    assert answers == [[(0,), (number,), (2 * number,)] for number in range(200)]
