import { z } from 'zod'

/** The accounts that documents post to by name, whatever code a company gives them. */
export const AccountKey = z.enum([
  'receivable',
  'cash',
  'bank',
  'card_clearing',
  'cheques',
  'wallet',
  'sales',
  'vat_output',
  'discount_allowed',
  'fx_gain',
  'fx_loss',
  'opening_equity',
  'rounding',
  'bad_debt',
  'gateway_fees',
  'settlement_discount',
  'waivers',
  'bad_debt_recovered',
  'agency_clearing',
  'agency_fees',
  'vat_input',
  'security_deposits',
])
export type AccountKey = z.infer<typeof AccountKey>

/** The five kinds of account (أنواع الحسابات): the first and the last grow on the debit side. */
export const AccountKind = z.enum(['asset', 'liability', 'equity', 'income', 'expense'])
export type AccountKind = z.infer<typeof AccountKind>

export type ChartAccount = Readonly<{
  key: AccountKey | null
  code: string
  nameAr: string
  nameEn: string
  kind: AccountKind
}>

const account = (
  code: string,
  kind: AccountKind,
  nameAr: string,
  nameEn: string,
  key: AccountKey | null = null,
): ChartAccount => ({ key, code, nameAr, nameEn, kind })

/** The chart that a small trading or service company starts with (دليل الحسابات). */
export const firstChart: readonly ChartAccount[] = [
  account('1110', 'asset', 'الصندوق', 'Cash', 'cash'),
  account('1120', 'asset', 'البنك', 'Bank', 'bank'),
  account('1130', 'asset', 'مقاصة البطاقات ومدى', 'Card clearing', 'card_clearing'),
  account('1140', 'asset', 'شيكات تحت التحصيل', 'Cheques under collection', 'cheques'),
  account('1150', 'asset', 'المحافظ الرقمية', 'Digital wallets', 'wallet'),
  account('1160', 'asset', 'تحصيل لدى الوكالة', 'Collected by agencies', 'agency_clearing'),
  account('1210', 'asset', 'الذمم المدينة', 'Accounts receivable', 'receivable'),
  account('1220', 'asset', 'ضريبة القيمة المضافة القابلة للخصم', 'Recoverable VAT', 'vat_input'),
  account('1310', 'asset', 'المخزون', 'Inventory'),
  account('1510', 'asset', 'الأصول الثابتة', 'Fixed assets'),
  account('2110', 'liability', 'الذمم الدائنة', 'Accounts payable'),
  account('2210', 'liability', 'ضريبة القيمة المضافة المستحقة', 'VAT payable', 'vat_output'),
  account(
    '2310',
    'liability',
    'تأمينات مستردة للعملاء',
    'Security deposits of customers',
    'security_deposits',
  ),
  account('3110', 'equity', 'رأس المال', 'Capital'),
  account('3210', 'equity', 'الأرباح المبقاة', 'Retained earnings'),
  account('3910', 'equity', 'الأرصدة الافتتاحية', 'Opening balances', 'opening_equity'),
  account('4110', 'income', 'المبيعات', 'Sales', 'sales'),
  account('4910', 'income', 'أرباح فروق العملة', 'Exchange gains', 'fx_gain'),
  account('4920', 'income', 'ديون معدومة محصَّلة', 'Bad debts recovered', 'bad_debt_recovered'),
  account('5110', 'expense', 'تكلفة المبيعات', 'Cost of sales'),
  account('5210', 'expense', 'خصم مسموح به', 'Discount allowed', 'discount_allowed'),
  account('5215', 'expense', 'خصم تسويات', 'Settlement discounts', 'settlement_discount'),
  account('5217', 'expense', 'إعفاءات العملاء', 'Waivers', 'waivers'),
  account('5220', 'expense', 'ديون معدومة', 'Bad debts', 'bad_debt'),
  account('5310', 'expense', 'الرواتب والأجور', 'Salaries and wages'),
  account('5320', 'expense', 'الإيجار', 'Rent'),
  account('5330', 'expense', 'مصروفات عمومية وإدارية', 'General and administrative'),
  account('5340', 'expense', 'رسوم بنكية', 'Bank charges'),
  account('5345', 'expense', 'رسوم بوابات الدفع', 'Gateway fees', 'gateway_fees'),
  account('5346', 'expense', 'عمولات شركات التحصيل', 'Collection commissions', 'agency_fees'),
  account('5910', 'expense', 'خسائر فروق العملة', 'Exchange losses', 'fx_loss'),
  account('5920', 'expense', 'فروق التقريب', 'Rounding differences', 'rounding'),
]

/** Whether a balance of this kind is written as a debit when it is positive. */
export const growsByDebit = (kind: AccountKind): boolean => kind === 'asset' || kind === 'expense'
