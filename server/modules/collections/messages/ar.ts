/** What a customer's press answers at once, and why the chase rests after it. */
export const ar = {
  paid: 'شكرًا لكم. سجّلنا أنكم سددتم، وسنؤكد لكم حين يصل المبلغ. ويمكنكم إرسال صورة الإيصال هنا.',
  call: 'أبشروا، سيتواصل معكم أحد زملائنا قريبًا.',
  saysPaid: 'يقول إنه سدّد',
}
