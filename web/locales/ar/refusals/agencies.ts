/** Why agencies, referrals and packs of evidence may be declined. */
export const agencies = {
  'collections.agency_not_found': 'لم نجد شركة التحصيل هذه.',
  'collections.agency_archived': 'أُرشفت {name}. اختر شركة أخرى، أو أعدها من الأرشيف أولًا.',
  'collections.agency_user':
    'مستخدم الوكالة يحمل دور «شركة تحصيل» وحده، ويعمل لوكالة واحدة. عدّل دوره في المستخدمين ثم أضفه.',
  'collections.agency_has_debts':
    'لدى {name} ديون محالة. استرجعها أو أغلقها أولًا، ثم أرشف الوكالة.',
  'collections.no_agency':
    'حسابك غير مرتبط بشركة تحصيل. اطلب من المنشأة أن تضيفك إلى مستخدمي وكالتك.',
  'collections.referral_not_found': 'لم نجد هذه الإحالة.',
  'collections.referral_over': 'انتهت هذه الإحالة. حدّث الصفحة لترى حالها.',
  'collections.referral_not_waiting': 'لا تنتظر هذه الإحالة موافقة. حدّث الصفحة لترى حالها.',
  'collections.referral_own_approval':
    'من أعدّ الإحالة لا يوافق عليها. اطلب الموافقة من زميل، أو أوقف شرط الموافقة في صفحة شركات التحصيل.',
  'collections.referral_needs_reason': 'لم تُستنفد خطوات التذكير. اكتب سبب الإحالة الآن.',
  'collections.referral_several_currencies':
    'الفواتير المختارة بعملات مختلفة. أحل فواتير كل عملة على حدة.',
  'collections.already_referred': 'الفاتورة {number} محالة من قبل. استرجعها أولًا.',
  'collections.nothing_to_refer': 'تُحال الفواتير المتأخرة وحدها. اختر فاتورة حل أجلها.',
  'collections.update_needs_note': 'اكتب ملاحظة تشرح ما حدث.',
  'collections.update_needs_amount': 'اكتب المبلغ بعملة الدين ({currency}) والموعد.',
  'collections.agency_payment_not_found': 'لم نجد هذا البلاغ أو إيصاله.',
  'collections.agency_payment_decided': 'بُتّ في هذا البلاغ من قبل. حدّث الصفحة.',
  'collections.agency_payment_early':
    'سبق هذا اليوم الإحالة ({startedOn}). ما دُفع قبلها تسجله المنشأة.',
  'collections.remit_nothing':
    'بعض هذه الدفعات ورّدتها الوكالة من قبل أو لم تُؤكد بعد. حدّث الصفحة واختر من جديد.',
  'collections.remit_kept_above':
    'تزيد عمولة الوكالة وضريبتها على إحدى هذه الدفعات. سجّل التوريد دون خصم العمولة.',
  'collections.remit_several_currencies': 'الدفعات بعملات مختلفة. سجّل توريد كل عملة على حدة.',
  'collections.agency_transfer_not_found': 'لم نجد هذه الحوالة.',
  'collections.agency_transfer_above':
    'المبلغ أكبر من المفتوح في هذا الاتجاه بينكم وبين الوكالة. حدّث الصفحة واكتب ما لا يزيد عليه.',
  'collections.agency_transfer_account':
    'حساب «{name}» بعملة {currency}. اختر حسابًا بعملة المبلغ، أو اتركه فارغًا.',
  'collections.agency_transfer_undone': 'أُلغيت هذه الحوالة من قبل. حدّث الصفحة.',
  'collections.evidence_not_found': 'لم نجد ملف الإثبات هذا.',
  'collections.evidence_not_ready': 'لم يكتمل ملف الإثبات بعد. جرّب بعد لحظات.',
  'collections.evidence_paper_not_found': 'لم نجد هذا المستند. قد يكون حُذف.',
} as const
