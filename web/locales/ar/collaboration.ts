/** The words of collaboration: the bell and what it tells. */
export const collaboration = {
  notifications: 'الإشعارات',
  bell: 'الإشعارات، لم يُقرأ منها {count}',
  read_all: 'قرأتها كلها',
  see_all: 'كل الإشعارات',
  choose: 'اختر ما يصلك',
  none: 'لا إشعارات بعد',
  none_hint: 'تظهر هنا الدفعات الجديدة وما ينتظر قرارك، لحظة حدوثها.',
  is_unread: 'لم يُقرأ',
  last: 'آخرها:',
  comma: '، ',
  payment_received: 'دفعة جديدة',
  reminder_waiting:
    '{times, plural, one {تذكير ينتظر موافقتك} two {تذكيران ينتظران موافقتك} few {# تذكيرات تنتظر موافقتك} many {# تذكيرًا ينتظر موافقتك} other {# تذكير ينتظر موافقتك}}',
  message_failed:
    '{times, plural, one {رسالة لم تُرسل} two {رسالتان لم تُرسلا} few {# رسائل لم تُرسل} many {# رسالة لم تُرسل} other {# رسالة لم تُرسل}}',
  message_unknown:
    '{times, plural, one {رسالة لا نعرف أوصلت أم لا} two {رسالتان لا نعرف أوصلتا أم لا} few {# رسائل لا نعرف أوصلت أم لا} many {# رسالة لا نعرف أوصلت أم لا} other {# رسالة لا نعرف أوصلت أم لا}}',
  import_finished: 'انتهى الاستيراد',
  books_problem: 'فحص الدفاتر وجد خللًا',
  books_hint:
    '{count, plural, one {قاعدة واحدة لم تصح. راجعها قبل أن تعتمد على الأرصدة.} two {قاعدتان لم تصحّا. راجعهما قبل أن تعتمد على الأرصدة.} few {# قواعد لم تصح. راجعها قبل أن تعتمد على الأرصدة.} many {# قاعدة لم تصح. راجعها قبل أن تعتمد على الأرصدة.} other {# قاعدة لم تصح. راجعها قبل أن تعتمد على الأرصدة.}}',
  of_customers:
    '{count, plural, one {عميل واحد} two {عميلان} few {# عملاء} many {# عميلًا} other {# عميل}}',
  of_invoices:
    '{count, plural, one {فاتورة واحدة} two {فاتورتان} few {# فواتير} many {# فاتورة} other {# فاتورة}}',
  of_payments:
    '{count, plural, one {دفعة واحدة} two {دفعتان} few {# دفعات} many {# دفعة} other {# دفعة}}',
  settings_hint: 'ما الذي يُخبرك به الجرس.',
  settings_lead: 'لك وحدك، ويسري من الحدث القادم. لا يُذكر هنا إلا ما تتيحه صلاحياتك.',
  kind_payment_received: 'وصول دفعة',
  about_payment_received: 'حين يدفع عميل بالرابط، أو يسجّل زميل دفعة.',
  kind_reminder_waiting: 'تذكير ينتظر الموافقة',
  about_reminder_waiting: 'حين تصل خطوة إلى ما لا يُرسل إلا بموافقة.',
  kind_message_failed: 'رسالة لم تُرسل',
  about_message_failed: 'حين يرفض خادم البريد رسالة، أو يكون العنوان خطأ.',
  kind_message_unknown: 'رسالة مجهولة المصير',
  about_message_unknown: 'حين ينقطع الاتصال قبل أن يؤكد الخادم تسلّم الرسالة.',
  kind_import_finished: 'انتهاء الاستيراد',
  about_import_finished: 'حين يكتمل ملف بدأت استيراده.',
  kind_books_problem: 'خلل في الدفاتر',
  about_books_problem: 'حين يجد الفحص الذي يجري كل ساعة رصيدًا لا يطابق قيوده.',
}
