import { fold } from '#core/arabic/fold.ts'
import type { Field, SheetKind } from './fields.ts'

/** A heading as it is compared: folded, without brackets, signs and «ال». */
export const headingKey = (text: string): string =>
  fold(text)
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/[^\p{L}\p{N}+<>]+/gu, ' ')
    .replace(/(^| )(?:و|ب|ل)?ال(?=\p{L}{2,})/gu, '$1')
    .replace(/ +/g, ' ')
    .trim()

const names: Readonly<Record<Field, string>> = {
  code: 'رقم العميل|كود العميل|رمز العميل|رقم الزبون|كود الزبون|رقم حساب العميل|رقم الحساب|الكود|كود|الرمز|customer id|customer no|customer number|customer code|client id|client no|client code|account no|account number|account code|code|customer ref',
  name: 'اسم العميل|العميل|اسم الزبون|الزبون|الاسم التجاري|الاسم|اسم المنشأة|اسم الشركة|الشركة|المنشأة|اسم الجهة|الجهة|البيان اسم العميل|customer|customer name|client|client name|name|company|company name|business name|display name|full name|account name',
  nameEn: 'الاسم بالانجليزية|الاسم الانجليزي|الاسم بالإنجليزي|english name|name en|name english',
  phone:
    'الجوال|رقم الجوال|جوال|الهاتف|رقم الهاتف|هاتف|التلفون|تلفون|موبايل|رقم الموبايل|المحمول|واتساب|رقم التواصل|phone|phone no|phone number|mobile|mobile no|mobile number|tel|telephone|whatsapp|cell|contact number',
  email:
    'البريد الإلكتروني|البريد|الايميل|ايميل|البريد الاليكتروني|email|e mail|email address|mail',
  vatNumber:
    'الرقم الضريبي|رقم التسجيل الضريبي|الرقم الضريبى|رقم الضريبة|رقم ضريبي|vat number|vat no|vat id|vat|vat registration number|trn|tax number|tax id|tax no|tax registration number',
  registration:
    'السجل التجاري|رقم السجل التجاري|رقم السجل|سجل تجاري|cr|cr number|cr no|commercial registration',
  city: 'المدينة|مدينة|city|town',
  address: 'العنوان|عنوان|address|street|billing address',
  contactName:
    'اسم المسؤول|المسؤول|جهة الاتصال|الشخص المسؤول|اسم جهة الاتصال|contact|contact name|contact person|attention',
  number:
    'رقم الفاتورة|الفاتورة|رقم المستند|رقم السند|رقم القيد|رقم المرجع|رقم الحركة|رقم|invoice number|invoice no|invoice|inv no|inv|num|number|no|doc no|document no|document number|voucher no|receipt no|reference no',
  invoiceNumber:
    'رقم الفاتورة|الفاتورة|سداد الفاتورة|فاتورة رقم|عن الفاتورة|invoice number|invoice no|invoice|applied to|for invoice|invoice ref',
  issuedOn:
    'تاريخ الإصدار|التاريخ|تاريخ الفاتورة|تاريخ|تاريخ التحرير|تاريخ المستند|date|invoice date|issue date|issued|issued on|transaction date|doc date|document date|txn date',
  dueOn:
    'تاريخ الاستحقاق|الاستحقاق|تاريخ السداد|موعد السداد|تستحق في|موعد الاستحقاق|due|due date|due on|maturity|payment due',
  paidOn:
    'تاريخ الدفع|تاريخ السداد|التاريخ|تاريخ القبض|تاريخ السند|تاريخ التحصيل|تاريخ|date|payment date|paid on|receipt date|received on|transaction date',
  terms:
    'الاجل|أجل|شروط الدفع|شروط السداد|مدة السداد|مهلة السداد|فترة السداد|الشروط|مدة الاجل|terms|payment terms|net terms|credit days|credit terms',
  currency: 'العملة|عملة|رمز العملة|currency|ccy|cur',
  net: 'الإجمالي قبل الضريبة|قبل الضريبة|الصافي|المبلغ قبل الضريبة|المجموع قبل الضريبة|الخاضع للضريبة|صافي المبلغ|net|subtotal|sub total|net amount|amount before tax|amount before vat|taxable amount|untaxed amount',
  vat: 'الضريبة|ضريبة القيمة المضافة|مبلغ الضريبة|قيمة الضريبة|vat amount|tax|tax amount|vat|vat 15',
  total:
    'الإجمالي|المجموع|الإجمالي شامل الضريبة|المبلغ|مبلغ الفاتورة|قيمة الفاتورة|إجمالي الفاتورة|المبلغ الإجمالي|الإجمالي بعد الضريبة|القيمة|الاجمالي مع الضريبة|total|amount|invoice total|total amount|grand total|gross|gross amount|invoice amount|original amount|total due',
  paid: 'المدفوع|المسدد|المقبوض|المبلغ المدفوع|المحصل|تم دفعه|المدفوعات|السداد|paid|amount paid|paid amount|payments|received|total paid',
  balance:
    'المستحق|المتبقي|الباقي|الرصيد|المبلغ المستحق|المبلغ المتبقي|الرصيد المتبقي|رصيد الفاتورة|غير المدفوع|balance|open balance|amount due|balance due|outstanding|remaining|open amount|residual|due amount|unpaid',
  amount:
    'المبلغ|مبلغ السند|القيمة|المبلغ المدفوع|مبلغ الدفعة|المبلغ المقبوض|المدفوع|الدفعة|amount|payment amount|amount paid|paid|received amount|total|amount received',
  method:
    'طريقة الدفع|طريقة السداد|وسيلة الدفع|نوع الدفع|طريقة القبض|payment method|method|mode|payment mode|paid by|payment type',
  reference:
    'المرجع|رقم المرجع|رقم الحوالة|رقم العملية|رقم الشيك|رقم مرجعي|reference|ref|ref no|transaction id|cheque no|check no',
  status: 'الحالة|حالة الفاتورة|الوضع|حالة|status|state|invoice status|payment status',
  documentType:
    'النوع|نوع المستند|نوع الفاتورة|نوع الحركة|type|transaction type|document type|doc type|txn type',
  debit: 'مدين|المدين|عليه|مدين له|debit|dr',
  credit: 'دائن|الدائن|له|credit|cr',
  age0: 'غير مستحق|لم يستحق|لم تستحق بعد|غير متأخر|جاري|current|not due|not yet due|0',
  age30:
    '1 30|0 30|30 1|من 1 الى 30|1 30 يوم|0 30 يوم|حتى 30|حتى 30 يوم|30 يوم|1 30 days|0 30 days|1 to 30|<30',
  age60: '31 60|60 31|من 31 الى 60|31 60 يوم|60 يوم|31 60 days|31 to 60',
  age90: '61 90|90 61|من 61 الى 90|61 90 يوم|90 يوم|61 90 days|61 to 90',
  age120: '91 120|120 91|من 91 الى 120|91 120 يوم|120 يوم|91 120 days|91 to 120',
  ageMore:
    '90+|+90|>90|120+|+120|>120|أكثر من 90|أكثر من 120|اكثر من 90 يوم|اكثر من 120 يوم|فوق 90|فوق 120|over 90|over 120|over 90 days|over 120 days|90 days and over|91 and over|121 and over|older|اقدم',
  note: 'ملاحظات|ملاحظة|البيان|الوصف|تفاصيل|notes|note|memo|description|remarks|comment|comments|message',
}

/** Every known heading of a field, as headingKey writes it; the first are the plainest. */
const keys = new Map<Field, readonly string[]>(
  Object.entries(names).map(([field, list]) => [
    field as Field,
    list.split('|').map((name) => headingKey(name)),
  ]),
)
export const headingsOf = (field: Field): readonly string[] => keys.get(field) ?? []

const kindWords: Readonly<Record<SheetKind, RegExp>> = {
  customers: /عملاء|زباين|customers|clients|contacts/,
  invoices: /فواتير|مديونيه|مستحقات|ذمم|invoices|receivable|open items|outstanding/,
  payments: /مدفوعات|سندات|مقبوضات|تحصيل|قبض|دفعات|payments|receipts|collections/,
  balances: /اعمار|ارصده|aging|ageing|balances|summary/,
}

/** Whether a sheet's name or title speaks of rows of this kind. */
export const speaksOf = (kind: SheetKind, text: string): boolean => kindWords[kind].test(fold(text))

const totals =
  /^(?:اجمالي|مجموع|مجموع كلي|اجمالي كلي|اجمالي عام|مجموع فرعي|رصيد كلي|total|totals|grand total|sub ?total|sum|المجموع|الاجمالي)(?: |$)/

/** Cheap enough to ask of every cell, before the text is folded. */
const maybeTotal = /جمال|جموع|رصيد|total|sum/i

/** Whether a text opens a line of sums: «الإجمالي», «Total for …». */
export const opensTotal = (text: string): boolean =>
  maybeTotal.test(text.replaceAll('ـ', '')) && totals.test(headingKey(text))

/** Whether a text is a remark under the table. */
export const opensFootnote = (text: string): boolean =>
  /^[*※•†#]|^(?:ملاحظه|ملحوظه|تنبيه|note|notes) ?[:：]/i.test(fold(text).trim())
