import { html } from 'hono/html'
import { type Language, otherThan, pageOf, plainStyle } from '../page.ts'
import { formatAmount, type InvoiceObject } from './objects.ts'

const words = {
  ar: {
    title: 'صفحة الدفع التجريبية',
    notice: 'محاكاة فقط: لا يُخصم أي مبلغ حقيقي.',
    amount: 'المبلغ المطلوب',
    mada: 'ادفع عبر مدى',
    applepay: 'ادفع عبر Apple Pay',
    stcpay: 'ادفع عبر STC Pay',
    fail: 'جرّب دفعة مرفوضة',
    leave: 'رجوع بلا دفع',
    failed: 'رُفضت العملية: الرصيد غير كافٍ. يمكنك المحاولة مرة أخرى.',
    other: 'English',
    paid: 'تم السداد.',
    canceled: 'أُلغي هذا الرابط.',
    expired: 'انتهت صلاحية هذا الرابط.',
    refunded: 'أُعيد المبلغ.',
    missing: 'لا توجد صفحة دفع بهذا العنوان.',
  },
  en: {
    title: 'Test payment page',
    notice: 'A simulation only: no real money is taken.',
    amount: 'Amount due',
    mada: 'Pay with mada',
    applepay: 'Pay with Apple Pay',
    stcpay: 'Pay with STC Pay',
    fail: 'Try a declined payment',
    leave: 'Leave without paying',
    failed: 'Declined: insufficient funds. You can try again.',
    other: 'العربية',
    paid: 'Paid.',
    canceled: 'This link was cancelled.',
    expired: 'This link has expired.',
    refunded: 'The amount was given back.',
    missing: 'There is no payment page at this address.',
  },
} as const

const style = `
  ${plainStyle}
  body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: 1rem; box-sizing: border-box; }
  main { inline-size: min(26rem, 100%); display: grid; gap: 1rem; }
  h1 { font-size: 1.125rem; margin: 0; }
  .notice { margin: 0; }
  .amount { font-size: 2rem; font-weight: 700; margin: 0; }
  form { display: grid; gap: .625rem; }
  button, .leave { font: inherit; padding: .875rem; min-block-size: 3rem; border-radius: .625rem; border: 1px solid; text-align: center; box-sizing: border-box; cursor: pointer; background: Canvas; color: CanvasText; }
  button.pay { background: #14532d; border-color: #14532d; color: #fff; }
  .leave { text-decoration: none; color: inherit; }
`

/** The page where a person pays the simulated gateway: no script, no asset from elsewhere. */
export function paymentPage(
  invoice: InvoiceObject,
  language: Language,
  nonce: string,
  failed: boolean,
) {
  const say = words[language]
  const other = otherThan(language)
  const amount = formatAmount(invoice.amount, invoice.currency)
  const open = invoice.status === 'initiated'
  const state = invoice.status === 'initiated' ? '' : say[closedWord(invoice.status)]
  return shell(
    language,
    nonce,
    html`<p class="notice">${say.notice}</p>
      <p>${invoice.description}</p>
      <div>${say.amount}<p class="amount"><bdi dir="ltr">${amount}</bdi></p></div>
      ${failed && open ? html`<p role="alert">${say.failed}</p>` : ''}
      ${
        open
          ? html`<form method="post" action="${invoice.id}/payment?lang=${language}">
              <button class="pay" name="method" value="mada">${say.mada}</button>
              <button name="method" value="applepay">${say.applepay}</button>
              <button name="method" value="stcpay">${say.stcpay}</button>
              <button name="method" value="fail">${say.fail}</button>
            </form>`
          : html`<p role="status">${state}</p>`
      }
      ${invoice.back_url ? html`<a class="leave" href="${invoice.back_url}">${say.leave}</a>` : ''}
      <a href="?lang=${other}" lang="${other}">${say.other}</a>`,
  )
}

/** What is shown for an address that pays nothing. */
export function missingPage(language: Language, nonce: string) {
  return shell(language, nonce, html`<p>${words[language].missing}</p>`)
}

function closedWord(status: Exclude<InvoiceObject['status'], 'initiated'>) {
  return status === 'failed' ? 'expired' : status
}

function shell(language: Language, nonce: string, content: unknown) {
  const say = words[language]
  const head = html`<style nonce="${nonce}">${style}</style>`
  const body = html`<body>
    <main>
      <h1>${say.title}</h1>
      ${content}
    </main>
  </body>`
  return pageOf(language, say.title, { head, body })
}
