/** A message as the customer's phone shows it: `mine` is what the customer wrote. */
export type Bubble = Readonly<{
  id: string
  mine: boolean
  text: string
  file?: Readonly<{ kind: string; name: string; href: string }>
}>

/** What a person can do on a chat: `write`, `photo`, `voice`, `read` … */
export type Doing = Readonly<{ do: string; text?: string; caption?: string; person?: string }>

export type Letter = Readonly<{ id: string; messageId: string; subject: string; text: string }>

/** The customer's phone without its page: what they do, and what has come to them. */
export function customerPhone(url: string) {
  const api = `${url}/simulators/phone/api`
  const read = async <Answer>(address: string): Promise<Answer> => {
    const reply = await fetch(`${api}/${address}`)
    if (!reply.ok) throw new Error(`${address}: ${reply.status} ${await reply.text()}`)
    return (await reply.json()) as Answer
  }
  const post = async (address: string, body: object) => {
    const reply = await fetch(`${api}/${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(body),
    })
    if (!reply.ok) throw new Error(`${address}: ${reply.status} ${await reply.text()}`)
  }
  return {
    act: (account: string, person: string, what: Doing) => post(`chats/${account}/${person}`, what),
    /** What the business sent to this person on this account, the oldest first. */
    arrived: async (account: string, person: string): Promise<readonly Bubble[]> => {
      const at = `chats/${account}/${person}`
      const { messages } = await read<{ messages: readonly Bubble[] }>(at)
      return messages.filter(({ mine }) => !mine)
    },
    texts: async (number: string): Promise<readonly string[]> => {
      const at = `sms/${number}`
      const { messages } = await read<{ messages: readonly { text: string }[] }>(at)
      return messages.map(({ text }) => text)
    },
    mails: async (address: string): Promise<readonly Letter[]> =>
      (await read<{ mails: readonly Letter[] }>(`mail/${address}`)).mails,
    writeMail: (mail: object) => post('mail', mail),
    /** The whole of a mail with its headers, as the mailbox's own page prints it. */
    openedMail: async (id: string): Promise<string> =>
      (await fetch(`${url}/simulators/mail/mails/${id}`)).text(),
  }
}
