-- Search ignores what people write in more than one way: the forms of alef, taa marbuta, diacritics,
-- the digits of both scripts. The same folding as core/arabic/fold.ts; a test holds them equal.

create or replace function public.fold(text) returns text
language sql immutable strict parallel safe
as $fold$
  select trim(both ' ' from regexp_replace(
    normalize(
      translate(
        regexp_replace(normalize($1, NFKC), '[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u08D3-\u08FF\u0640\u200B-\u200F\u202A-\u202E\u2066-\u2069\u061C\uFEFF]', '', 'g'),
        'ABCDEFGHIJKLMNOPQRSTUVWXYZآأإٱىیةۃەکؤئ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽء٬',
        'abcdefghijklmnopqrstuvwxyzااااييهههكوي01234567890123456789.àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįiĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżž'),
      NFKC),
    '[\u0009-\u000D\u0020\u0085\u1680\u2028\u2029]+', ' ', 'g'))
$fold$;
grant execute on function public.fold(text) to wasl_app;
