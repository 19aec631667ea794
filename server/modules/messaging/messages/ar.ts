/** What the house calls accounts that it opens by itself. */
export const ar = {
  playedMail: 'محاكي البريد',
  triedAccount: 'حساب للتجربة',
}
