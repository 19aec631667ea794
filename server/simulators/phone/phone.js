import { offerCustomers } from './customers.js'
import { bubble, mailMessage, make, textMessage } from './show.js'
import { ask, at, fileOf, place, safely, say } from './wire.js'

const time = new Intl.DateTimeFormat(
  document.documentElement.lang === 'ar' ? 'ar-SA-u-ca-gregory-nu-latn' : 'en',
  {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'Asia/Riyadh',
  },
)
const clock = (instant) => time.format(new Date(instant))

let accounts = []
let drawn = ''
let answering
let editing
let mailAnswers
let atEnd = true
let spoke = false

const account = () => accounts.find(({ id }) => id === at('account').value)
const channel = () => account()?.kind ?? at('account').value
const person = () => at('address').value.trim()
const chat = () =>
  `chats/${encodeURIComponent(at('account').value)}/${encodeURIComponent(person())}`

const send = safely(async (what) => {
  const { id } = await ask(chat(), { ...what, person: at('name').value.trim() || undefined })
  spoke = id !== null
  await refresh()
})

/** An ID as Messenger and Instagram give to whoever writes first. */
const madeId = () => `7${String(Math.floor(Math.random() * 1e15)).padStart(15, '0')}`

/** Whether it is known who writes; if not, the field says so and nothing that was typed is lost. */
function named() {
  const field = at('address')
  if (!person() && ['messenger', 'instagram'].includes(channel())) field.value = madeId()
  const missing = !person()
  field.setCustomValidity(missing ? say.needsAddress : '')
  at('address-problem').textContent = missing ? say.needsAddress : ''
  if (missing) field.focus()
  return !missing
}

const act = async (what) => named() && (await send(what))

function options(select, wanted) {
  const now = select.value
  const same = JSON.stringify(wanted) === select.dataset.wanted
  if (same) return
  select.dataset.wanted = JSON.stringify(wanted)
  select.replaceChildren(...wanted.map(([value, text]) => make('option', { value }, text)))
  if (wanted.some(([value]) => value === now)) select.value = now
}

async function drawAccounts() {
  accounts = (await ask('accounts')).accounts
  const all = accounts.map(({ id, kind, name }) => [id, `${say[kind]}: ${name}`])
  options(at('account'), [...all, ['sms', say.sms], ['mail', say.mail]])
  const people =
    channel() === 'sms'
      ? (await ask('sms')).numbers.map((number) => [number, `+${number}`])
      : (account()?.people ?? []).map(({ id, name }) => [id, name])
  options(at('known'), [['', say.fresh], ...people])
}

function drawFrame() {
  const kind = channel()
  const isChat = account() !== undefined
  at('phone').dataset.channel = kind
  at('composer').hidden = !isChat
  at('mail').hidden = kind !== 'mail'
  at('stop-label').hidden = !isChat
  at('read').hidden = !isChat
  at('switches').hidden = kind === 'mail'
  at('address-label').textContent =
    kind === 'mail' ? say.address : ['whatsapp', 'sms'].includes(kind) ? say.number : say.personId
  at('address').placeholder = ['whatsapp', 'sms'].includes(kind) ? '+966 50 123 4567' : ''
  at('address-hint').textContent = ['messenger', 'instagram'].includes(kind) ? say.madeHint : ''
  if (kind === 'mail') void fillMailTo()
  if (at('own')) at('own').disabled = ['messenger', 'instagram'].includes(kind)
}

/** Stays at the newest message, unless somebody looks further up. */
function toEnd() {
  if (atEnd) at('messages').scrollTop = at('messages').scrollHeight
}
// A picture is higher once it has come.
at('messages').addEventListener('load', toEnd, true)

function show(list, empty) {
  const messages = at('messages')
  atEnd = spoke || messages.scrollHeight - messages.scrollTop - messages.clientHeight < 40
  spoke = false
  messages.replaceChildren(
    ...(list.length > 0 ? list : [make('li', { className: 'empty' }, empty)]),
  )
  toEnd()
}

async function drawMessages() {
  const kind = channel()
  const path = !person()
    ? undefined
    : account()
      ? chat()
      : `${kind}/${encodeURIComponent(person())}`
  const state = path ? await ask(path) : {}
  const now = JSON.stringify([path, state])
  if (now === drawn) return
  drawn = now
  const who = state.person?.name || person()
  // A number keeps its sign on its left in Arabic too.
  at('title').textContent = who ? (/^\+?\d+$/.test(who) ? `\u2066${who}\u2069` : who) : say.choose
  at('typing').textContent = state.typing ? say.typing : ''
  if ('online' in state) at('online').checked = state.online
  if ('stopped' in state) at('stop').checked = state.stopped
  const known = [...at('known').options].find(({ value }) => value === state.person?.id)
  if (known) at('known').value = known.value
  const tools = { say, place, clock, act, answer, edit, report, reply }
  if (!path)
    show([], accounts.length > 0 || kind === 'mail' || kind === 'sms' ? say.choose : say.noAccount)
  else if (kind === 'sms')
    show(
      state.messages.map((each) => textMessage(each, tools)),
      say.smsOnly,
    )
  else if (kind === 'mail')
    show(
      state.mails.toReversed().map((each) => mailMessage(each, tools)),
      say.empty,
    )
  else
    show(
      state.messages.map((each) => bubble(each, state.messages, tools)),
      say.empty,
    )
}

async function refresh() {
  await drawAccounts()
  drawFrame()
  await drawMessages()
}

function note(label, message) {
  at('answering').hidden = message === undefined
  at('answering').firstElementChild.textContent = message
    ? `${label} ${message.text || message.file?.name || ''}`
    : ''
}

function answer(message) {
  answering = message?.id
  editing = undefined
  note(say.answering, message)
  at('text').focus()
}

function edit(message) {
  editing = message.id
  answering = undefined
  note(say.editing, message)
  at('text').value = message.text
  at('text').focus()
}

const report = safely(async (id, state) => {
  await ask(`sms/${encodeURIComponent(person())}/report`, { id, state })
  await refresh()
})

/** The company's own mailbox is where a customer writes, unless somebody types another. */
const fillMailTo = safely(async () => {
  if (at('mail-to').value || document.activeElement === at('mail-to')) return
  const [first] = (await ask('mailboxes')).mailboxes
  if (first) at('mail-to').value = first
})

function reply(mail) {
  mailAnswers = mail.messageId
  at('mail-to').value = (mail.replyTo || mail.from).match(/[^\s<>]+@[^\s<>]+/)?.[0] ?? ''
  at('mail-subject').value = /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`
  at('mail-text').focus()
}

at('composer').onsubmit = (event) => {
  event.preventDefault()
  const text = at('text').value.trim()
  if (!text) return
  const what = editing
    ? { do: 'edit', message: editing, text }
    : { do: 'write', text, answers: answering }
  void act(what).then((sent) => {
    if (!sent) return
    if (at('text').value.trim() === text) at('text').value = ''
    answer(undefined)
  })
}
at('text').onkeydown = (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  at('composer').requestSubmit()
}
at('answering').lastElementChild.onclick = () => {
  at('text').value = editing ? '' : at('text').value
  answer(undefined)
}
for (const button of document.querySelectorAll('[data-sample]'))
  button.onclick = () => act({ do: button.dataset.sample })
at('location').onclick = () =>
  act({ do: 'location', latitude: 24.7136, longitude: 46.6753, name: 'Riyadh' })
at('file').onchange = safely(async () => {
  const [file] = at('file').files
  if (!file) return
  const kind = file.type.startsWith('image/')
    ? 'photo'
    : file.type.startsWith('audio/')
      ? 'voice'
      : 'document'
  await act({ do: kind, file: await fileOf(file) })
  at('file').value = ''
})
at('online').onchange = safely(async () => {
  const { checked: online } = at('online')
  if (channel() === 'sms') await ask(`sms/${encodeURIComponent(person())}/online`, { online })
  else await act({ do: 'online', online })
})
at('stop').onchange = () => act({ do: 'marketing', stop: at('stop').checked })
at('read').onclick = () => act({ do: 'read' })
at('account').onchange = safely(async () => {
  at('address').value = ''
  at('name').value = ''
  answer(undefined)
  at('known').value = ''
  await refresh()
})
at('known').onchange = safely(async () => {
  at('address').value = at('known').value
  at('name').value = account()?.people.find(({ id }) => id === at('known').value)?.name ?? ''
  await refresh()
})
/** Where a customer of the books is reached on this channel; pages know people by IDs of their own. */
const addressIn = ({ phone, email }) =>
  channel() === 'mail' ? email : ['whatsapp', 'sms'].includes(channel()) ? phone : null

const beOneOf = safely(async (customer) => {
  at('address').value = addressIn(customer)
  at('name').value = customer.name
  at('known').value = ''
  at('address').oninput()
  await refresh()
})
at('address').oninput = () => {
  at('address').setCustomValidity('')
  at('address-problem').textContent = ''
}
at('address').onchange = safely(refresh)
at('who').onsubmit = (event) => event.preventDefault()
at('mail').onsubmit = (event) => {
  event.preventDefault()
  void sendMail()
}
const sendMail = safely(async () => {
  const files = await Promise.all([...at('mail-files').files].map(fileOf))
  await ask('mail', {
    from: { name: at('name').value.trim(), address: person() },
    to: at('mail-to').value.trim(),
    subject: at('mail-subject').value,
    text: at('mail-text').value,
    answers: mailAnswers,
    files,
  })
  mailAnswers = undefined
  at('mail').reset()
})

const tick = safely(refresh)
await tick()
await offerCustomers({ addressOf: addressIn, choose: beOneOf })
setInterval(() => document.hidden || tick(), 1000)
