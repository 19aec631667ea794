import type { invoicingRefusals } from '#core/invoicing/refusals.ts'

/** Why invoicing may decline, in Arabic. */
export const invoicing: Record<keyof typeof invoicingRefusals, string> = {
  'invoicing.invoice_not_found': 'لم نجد هذه الفاتورة، أو ليست ضمن عملائك.',
  'invoicing.already_posted':
    'اعتُمدت هذه المسودة من قبل برقم {number}. ما اعتُمد لا يُعدَّل، ويُصحَّح بإشعار.',
  'invoicing.not_posted': 'هذه مسودة لم تُعتمد بعد. اعتمدها أولًا.',
  'invoicing.is_void': 'الفاتورة {number} ملغاة، فلا تُرسل.',
  'invoicing.nothing_to_pay': 'لا مبلغ مستحقًا في هذا المستند. أضف بندًا له سعر.',
  'invoicing.discount_exceeds_net':
    'الخصم أكبر من المبلغ الذي يُخصم منه{line, plural, =0 {} other {، في البند #}}.',
  'invoicing.reason_missing': 'البند {line} بلا ضريبة، فاختر سبب ذلك كما في قائمة الهيئة.',
  'invoicing.reasons_differ': 'في الفاتورة سببان لعدم الضريبة في الفئة نفسها. اجعلهما في فاتورتين.',
  'invoicing.vat_without_number': 'لا تُحصَّل الضريبة بلا رقم ضريبي للمنشأة. أضفه في بيانات المنشأة.',
  'invoicing.buyer_vat_missing':
    'الفاتورة الضريبية الكاملة تحتاج الرقم الضريبي للعميل. أضفه في سجله، أو أصدر فاتورة مبسطة.',
  'invoicing.issued_in_the_future': 'تاريخ الإصدار {issuedOn} لم يأتِ بعد. اليوم {today}.',
  'invoicing.rate_missing': 'اكتب سعر صرف {currency} إلى عملة الدفاتر.',
  'invoicing.rate_needless': 'الفاتورة بعملة الدفاتر، فلا سعر صرف لها.',
  'invoicing.seller_name_too_long':
    'اسم المنشأة أطول مما يتسع له رمز الفاتورة ({bytes} من {most} بايت). اختصره في بيانات المنشأة.',
  'invoicing.credit_exceeds': 'المبلغ أكبر مما بقي قابلًا للإشعار في الفاتورة {number}.',
  'invoicing.nothing_left_to_credit': 'أُلغيت الفاتورة {number} بإشعار من قبل، ولم يبقَ منها شيء.',
  'invoicing.note_of_a_note': '{number} إشعار دائن، ولا يُصحَّح بإشعار آخر.',
  'invoicing.note_before_invoice': 'الإشعار لا يسبق فاتورته، وتاريخها {issuedOn}.',
  'invoicing.number_taken': 'الرقم {number} مستخدم في رصيد مرحّل آخر.',
  'invoicing.already_settled': 'سُدّد من هذا الرصيد أو صُحّح، فلا يُسحب.',
  'invoicing.date_in_the_future': 'التاريخ {day} لم يأتِ بعد. اليوم {today}.',
  'invoicing.lines_needed': 'الفاتورة {number} رصيد مرحّل بلا بنود. اكتب بنود الإشعار ومبلغه.',
  'invoicing.due_is_fixed': 'سُجّل هذا التاريخ للفاتورة {number} من قبل، ولا يتغيّر بعد ذلك.',
  'invoicing.address_missing': 'لا بريد لهذا العميل. أضفه في سجله، أو اكتبه هنا.',
  'invoicing.window_closed':
    'لا قالب معتمد لهذه الرسالة، ومضت مهلة الرد الحر. اعتمد قالبًا أو اختر قناة أخرى.',
  'invoicing.email_not_ready': 'لم يُعدّ بريد الإرسال بعد. أعدّه من الإعدادات، ثم أرسل.',
}
