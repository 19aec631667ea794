import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import {
  type Language,
  languageOf,
  otherThan,
  pageOf,
  plainStyle,
  policyOf,
  protectedBy,
} from '../page.ts'
import type { ReceivedMail } from './inbox.ts'
import type { MailSimulator } from './simulator.ts'

const words = {
  ar: {
    title: 'صندوق البريد التجريبي',
    notice: 'رسائل أرسلها النظام إلى خادم بريد تجريبي على هذا الجهاز؛ لم تصل إلى أحد.',
    empty: 'لا توجد رسائل بعد.',
    received: 'وقت الوصول',
    from: 'من',
    to: 'إلى',
    subject: 'الموضوع',
    attachments: 'المرفقات',
    text: 'النص',
    headers: 'ترويسات الرسالة',
    back: 'كل الرسائل',
    noSubject: '(بلا موضوع)',
    missing: 'لا توجد رسالة بهذا الرقم.',
    other: 'English',
  },
  en: {
    title: 'Test mailbox',
    notice: 'Mails that were sent to a test mail server on this machine; they reached nobody.',
    empty: 'No mails yet.',
    received: 'Received',
    from: 'From',
    to: 'To',
    subject: 'Subject',
    attachments: 'Attachments',
    text: 'Text',
    headers: 'Headers',
    back: 'All mails',
    noSubject: '(no subject)',
    missing: 'There is no mail with this number.',
    other: 'العربية',
  },
} as const

const MOST_SHOWN = 200

// The mail's own frame inherits this policy: its styles are needed, its scripts and pictures not.
const POLICY = policyOf("style-src 'unsafe-inline'", 'img-src data:')

const style = `
  ${plainStyle}
  body { margin: 0 auto; padding: 1rem; max-inline-size: 60rem; }
  h1 { font-size: 1.25rem; }
  .table { overflow-x: auto; }
  table { inline-size: 100%; border-collapse: collapse; }
  th, td { text-align: start; padding: .5rem; border-block-end: 1px solid; vertical-align: top; }
  iframe { inline-size: 100%; block-size: 32rem; border: 1px solid; border-radius: .5rem; background: #fff; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem .75rem; }
  dd { margin: 0; overflow-wrap: anywhere; }
`

/** Pages on which a person sees what was sent; mount them anywhere. */
export function mailSimulatorPages(simulator: Pick<MailSimulator, 'inbox'>): Hono {
  const app = new Hono()
  app.use(protectedBy(POLICY))

  app.get('/', (c) => c.html(listPage(c, simulator.inbox().list().slice(0, MOST_SHOWN))))
  app.get('/mails/:id', (c) => {
    const mail = simulator.inbox().get(c.req.param('id'))
    return mail ? c.html(mailPage(c, mail)) : missing(c)
  })
  app.get('/mails/:id/attachments/:number', (c) => {
    const mail = simulator.inbox().get(c.req.param('id'))
    const attachment = mail?.attachments[Number(c.req.param('number'))]
    if (!attachment) return missing(c)
    const name = encodeURIComponent(attachment.fileName).replaceAll(/['()*]/g, '_')
    c.header('content-type', 'application/octet-stream')
    c.header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    c.header('content-security-policy', 'sandbox')
    return c.body(new Uint8Array(attachment.bytes))
  })
  return app
}

/** Where the pages are mounted, so that links hold with and without a slash at the end. */
const placeOf = (c: Context): string =>
  new URL(c.req.url).pathname.replace(/\/mails\/.*$/, '').replace(/\/$/, '')

function missing(c: Context) {
  const language = languageOf(c)
  return c.html(shell(c, language, html`<p>${words[language].missing}</p>`), 404)
}

function listPage(c: Context, mails: readonly ReceivedMail[]) {
  const language = languageOf(c)
  const say = words[language]
  if (mails.length === 0) return shell(c, language, html`<p>${say.empty}</p>`)
  const rows = mails.map(
    (mail) => html`<tr>
      <td>${time(mail, language)}</td>
      <td><bdi>${mail.from}</bdi></td>
      <td><bdi>${mail.to}</bdi></td>
      <td>
        <a href="${placeOf(c)}/mails/${mail.id}?lang=${language}"
          ><bdi>${mail.subject || say.noSubject}</bdi></a
        >
      </td>
      <td>${mail.attachments.length || ''}</td>
    </tr>`,
  )
  const head = [say.received, say.from, say.to, say.subject, say.attachments]
  return shell(
    c,
    language,
    html`<div class="table">
      <table>
        <thead>
          <tr>
            ${head.map((word) => html`<th scope="col">${word}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`,
  )
}

function mailPage(c: Context, mail: ReceivedMail) {
  const language = languageOf(c)
  const say = words[language]
  const here = `${placeOf(c)}/mails/${mail.id}/attachments`
  const files = mail.attachments.map(
    (file, number) =>
      html`<li>
        <a href="${here}/${number}"><bdi>${file.fileName}</bdi></a>
        <bdi dir="ltr">${file.mime}, ${file.bytes.byteLength} B</bdi>
      </li>`,
  )
  const headers = mail.headers.map(({ key, value }) => `${key}: ${value}`).join('\n')
  return shell(
    c,
    language,
    html`<p><a href="${placeOf(c) || '/'}?lang=${language}">${say.back}</a></p>
      <h2><bdi>${mail.subject || say.noSubject}</bdi></h2>
      <dl>
        <dt>${say.received}</dt>
        <dd>${time(mail, language)}</dd>
        <dt>${say.from}</dt>
        <dd><bdi>${mail.from}</bdi></dd>
        <dt>${say.to}</dt>
        <dd><bdi>${mail.to}</bdi></dd>
      </dl>
      ${mail.html ? html`<iframe sandbox="" title="${say.subject}" srcdoc="${mail.html}"></iframe>` : ''}
      ${files.length > 0 ? html`<h3>${say.attachments}</h3><ul>${files}</ul>` : ''}
      <h3>${say.text}</h3>
      <pre dir="auto">${mail.text}</pre>
      <details>
        <summary>${say.headers}</summary>
        <pre dir="ltr">${headers}</pre>
      </details>`,
  )
}

function time(mail: ReceivedMail, language: Language) {
  const format = new Intl.DateTimeFormat(language === 'ar' ? 'ar-SA-u-ca-gregory-nu-latn' : 'en', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Asia/Riyadh',
  })
  return html`<time datetime="${mail.receivedAt.toISOString()}"
    >${format.format(mail.receivedAt)}</time
  >`
}

function shell(c: Context, language: Language, content: unknown) {
  const say = words[language]
  const other = otherThan(language)
  const body = html`<body>
    <h1>${say.title}</h1>
    <p class="notice">${say.notice}</p>
    ${content}
    <p><a href="${new URL(c.req.url).pathname}?lang=${other}" lang="${other}">${say.other}</a></p>
  </body>`
  return pageOf(language, say.title, { head: html`<style>${style}</style>`, body })
}
