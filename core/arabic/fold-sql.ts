import { droppedCharacters, foldedAway, foldedFrom, foldedTo, spaceCharacters } from './fold.ts'

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * `fold()` as a function of PostgreSQL 15 or later (UTF-8), for generated columns and indexes:
 * built of the same tables, so that the two cannot drift apart. It uses `translate` instead of
 * `lower`, and bracketed code points instead of `\s`, so that no locale of a server changes it.
 */
export const foldSql = `create or replace function public.fold(text) returns text
language sql immutable strict parallel safe
as $fold$
  select trim(both ' ' from regexp_replace(
    normalize(
      translate(
        regexp_replace(normalize($1, NFKC), '[${droppedCharacters}]', '', 'g'),
        '${capitals}${foldedFrom}${foldedAway}',
        '${capitals.toLowerCase()}${foldedTo}'),
      NFKC),
    '[${spaceCharacters}]+', ' ', 'g'))
$fold$`
