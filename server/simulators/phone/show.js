/** An element with its properties and children; text is only ever text. */
export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children.filter((child) => child !== undefined && child !== null))
  return element
}

const ticks = { queued: '◷', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '!' }

function tickOf(say, state) {
  const name = say[`${state}Tick`] ?? state
  return make(
    'span',
    { className: `tick ${state}`, title: name, ariaLabel: name, role: 'img' },
    ticks[state] ?? '',
  )
}

const button = (text, press) => make('button', { type: 'button', onclick: press }, text)

function fileOf(file, place) {
  const href = /^https?:/.test(file.href ?? '') ? file.href : `${place}/${file.href}`
  if (['image', 'photo', 'sticker'].includes(file.kind))
    return make('img', { src: href, alt: file.name, className: 'picture' })
  if (['audio', 'voice'].includes(file.kind)) return make('audio', { src: href, controls: true })
  return make('a', { href, download: file.name }, `📄 ${file.name}`)
}

/** One message of a chat. */
export function bubble(message, all, { say, place, clock, act, answer, edit }) {
  const { mine, text, head, foot, file, offers, link, reaction } = message
  const item = make('li', { className: mine ? 'mine' : 'theirs' })
  if (message.gone) return make('li', { className: 'mine gone' }, say.gone)
  const quoted = all.find((each) => each.id === message.answers)
  if (quoted)
    item.append(make('blockquote', { dir: 'auto' }, quoted.text || quoted.file?.name || ''))
  if (head) item.append(make('strong', { dir: 'auto' }, head))
  if (file) item.append(fileOf(file, place))
  if (message.place) {
    const { latitude, longitude, name } = message.place
    item.append(
      make('p', {}, `📍 ${name ?? ''} `, make('bdi', { dir: 'ltr' }, `${latitude}, ${longitude}`)),
    )
  }
  if (text) item.append(make('p', { dir: 'auto', className: 'text' }, text))
  if (foot) item.append(make('small', { dir: 'auto' }, foot))
  if (link)
    item.append(make('a', { href: link.url, target: '_blank', rel: 'noopener' }, link.title))
  for (const { payload, title, description } of offers) {
    const press = () => act({ do: 'press', message: message.id, payload, title })
    item.append(
      make(
        'button',
        { type: 'button', className: 'offer', onclick: press },
        description ? `${title}: ${description}` : title,
      ),
    )
  }
  const about = make('footer', {}, clock(message.at))
  if (message.edited) about.append(` · ${say.edited}`)
  if (mine) about.append(' ', tickOf(say, message.tick))
  if (reaction) about.append(' ', make('span', { className: 'reaction' }, reaction))
  item.append(about, tools(message, { say, act, answer, edit }))
  return item
}

function tools(message, { say, act, answer, edit }) {
  const row = make('div', { className: 'tools' })
  if (message.mine) {
    if (message.text && !message.file) row.append(button(say.edit, () => edit(message)))
    row.append(button(say.unsend, () => act({ do: 'unsend', message: message.id })))
    return row
  }
  row.append(button(say.reply, () => answer(message)))
  for (const emoji of ['👍', '❤️', '🙏']) {
    const react = button(emoji, () => act({ do: 'react', message: message.id, emoji }))
    react.ariaLabel = `${say.react} ${emoji}`
    row.append(react)
  }
  if (message.reaction)
    row.append(button(say.unreact, () => act({ do: 'react', message: message.id, emoji: null })))
  return row
}

/** A text as it came; its network can say what became of it. */
export function textMessage(sms, { say, clock, report }) {
  return make(
    'li',
    { className: 'theirs' },
    make('strong', {}, make('bdi', {}, sms.from)),
    make('p', { dir: 'auto', className: 'text' }, sms.text),
    make('footer', {}, `${clock(sms.at)} · ${sms.vendor} `, tickOf(say, sms.state)),
    make(
      'div',
      { className: 'tools' },
      button(say.delivered, () => report(sms.id, 'delivered')),
      button(say.failed, () => report(sms.id, 'failed')),
    ),
  )
}

/** A mail that the customer got. */
export function mailMessage(mail, { say, clock, reply }) {
  return make(
    'li',
    { className: 'theirs' },
    make('strong', { dir: 'auto' }, mail.subject),
    make('small', {}, make('bdi', {}, mail.from)),
    make('p', { dir: 'auto', className: 'text' }, mail.text),
    ...mail.attachments.map((name) => make('span', {}, `📎 ${name} `)),
    make('footer', {}, clock(mail.at)),
    make(
      'div',
      { className: 'tools' },
      button(say.reply, () => reply(mail)),
    ),
  )
}
