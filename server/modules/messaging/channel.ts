/** A token that lets us into a mailbox, or why there is none. */
export type TokenAnswer =
  | Readonly<{ ok: true; token: string }>
  | Readonly<{ ok: false; reason: 'auth' | 'unavailable'; detail: string }>

/** Asked for a token; told of one that a server has just refused, it has another made. */
export type TokenSource = (stale?: string) => Promise<TokenAnswer>

/** The mail server that a company sends through, password already opened. */
export type ChannelAccount = Readonly<{
  host: string
  port: number
  /** TLS from the first byte (465); otherwise STARTTLS is demanded, except on this machine. */
  secure: boolean
  user?: string
  password?: string
  /** Instead of a password. */
  token?: TokenSource
}>

export type MailAddress = Readonly<{ name?: string; address: string }>

export type MailAttachment = Readonly<{ fileName: string; mime: string; bytes: Uint8Array }>

/** A mail ready to leave. The same `messageId` is used however often it is tried. */
export type OutgoingMail = Readonly<{
  /** `<left@right>`, chosen by us and stored before sending. */
  messageId: string
  from: Readonly<{ name: string; address: string }>
  to: MailAddress
  replyTo?: MailAddress
  subject: string
  text: string
  html?: string
  attachments: readonly MailAttachment[]
  /** Further headers, such as In-Reply-To or Auto-Submitted; never those that are fields above. */
  headers?: Readonly<Record<string, string>>
}>

export type DeliveryFailure = 'address_refused' | 'rejected' | 'too_large' | 'auth' | 'unavailable'

/**
 * How a sending ended. `again` says whether trying later may help. `unknown` means that the whole
 * mail left and no answer came: it may have arrived, so nothing repeats it by itself.
 * `detail` is the server's own text, for the log and an administrator, not for a customer.
 */
export type Delivery =
  | Readonly<{ outcome: 'sent'; providerId: string }>
  | Readonly<{ outcome: 'failed'; reason: DeliveryFailure; detail: string; again: boolean }>
  | Readonly<{ outcome: 'unknown'; detail: string }>

/** A way to reach a customer. It never throws for what a server does: that is a Delivery. */
export type Channel = Readonly<{
  kind: 'email'
  send: (account: ChannelAccount, message: OutgoingMail) => Promise<Delivery>
}>
