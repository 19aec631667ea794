/** What is wrong with a field and how to put it right, in Arabic; by the schema's own codes. */
export const fields = {
  required: 'اكتب هذا الحقل.',
  invalid_type: 'القيمة ليست من النوع المطلوب.',
  too_short:
    'قصير. أقلّه {minimum, plural, one {حرف واحد} two {حرفان} few {# أحرف} many {# حرفًا} other {# حرف}}.',
  too_long:
    'طويل. أكثره {maximum, plural, one {حرف واحد} two {حرفان} few {# أحرف} many {# حرفًا} other {# حرف}}.',
  too_low: 'أقل من المسموح. أقلّه {minimum}.',
  too_high: 'أكثر من المسموح. أكثره {maximum}.',
  too_few: 'اختر واحدًا على الأقل.',
  format_email: 'اكتب البريد كاملًا، مثل name@example.com.',
  format_url: 'اكتب الرابط كاملًا، ويبدأ بـ https.',
  format_date: 'اكتب التاريخ كاملًا: اليوم والشهر والسنة.',
  format_other: 'الصيغة غير صحيحة. راجع ما كتبته.',
  decimal: 'ليس رقمًا، أو أكبر من المسموح. اكتبه مثل 1250.50.',
  invalid_value: 'اختر من القائمة.',
  custom: 'القيمة غير مقبولة هنا.',
  vat_number:
    'كتبت {length, plural, zero {0} other {#}} رقمًا، والرقم الضريبي 15 رقمًا يبدأ وينتهي بـ 3.',
}
