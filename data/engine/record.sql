-- The entries of the record, read from its files by each question; half a line is no entry.
-- The engine puts the list of files in place of the text 'files of the record'.

select
    lines.number as entry,
    cast(lines.at as timestamptz) as happened_at,
    lines.who,
    nullif(lines.role, '') as role,
    lines.action,
    nullif(lines.about, '') as about,
    nullif(lines.detail, '') as detail,
    cast(lines.filters as varchar) as filters,
    lines.rows as row_count,
    lines.masked as is_masked,
    lines.subject,
    lines.hash
from
    read_json(
        'files of the record',
        format = 'newline_delimited',
        ignore_errors = true,
        columns = {
            'number': 'bigint',
            'at': 'varchar',
            'who': 'varchar',
            'role': 'varchar',
            'action': 'varchar',
            'about': 'varchar',
            'detail': 'varchar',
            'filters': 'json',
            'rows': 'bigint',
            'masked': 'boolean',
            'subject': 'varchar',
            'hash': 'varchar'
        }
    ) as lines
where lines.number is not null
