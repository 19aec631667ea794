import { client } from './client.ts'

/** What this browser knows of itself: whether it can be written to, and whether it is. */
type PushState = 'unsupported' | 'denied' | 'off' | 'on'

const supported = () =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

const subscriptionOf = async (): Promise<PushSubscription | null> => {
  const registration = await navigator.serviceWorker.getRegistration('/push.js')
  return (await registration?.pushManager.getSubscription()) ?? null
}

/** Under which the server knows this browser; of this browser alone, so it is kept here. */
const shelf = 'wasl.push.device'
export const thisDevice = (): string | null => localStorage.getItem(shelf)
/** Whose notifications arrive here: a session may end without a word, and another person come. */
const readerShelf = 'wasl.push.reader'

/** How this browser stands for the reader whose devices these are. */
export async function pushState(devices: readonly string[]): Promise<PushState> {
  if (!supported()) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  const id = thisDevice()
  return id !== null && devices.includes(id) && (await subscriptionOf()) !== null ? 'on' : 'off'
}

/** Ends here what somebody else turned on: what is for them is not for who sits here now. */
export async function endFormerPush(reader: string): Promise<void> {
  if (!supported() || thisDevice() === null || localStorage.getItem(readerShelf) === reader) return
  localStorage.removeItem(shelf)
  localStorage.removeItem(readerShelf)
  await (await subscriptionOf())?.unsubscribe()
}

const makers = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'] as const
const names = { Edg: 'Edge', OPR: 'Opera', Firefox: 'Firefox', Chrome: 'Chrome', Safari: 'Safari' }
const systems = ['Android', 'iPhone', 'iPad', 'Windows', 'Macintosh', 'Linux'] as const

/** What its owner knows a browser by: «Chrome، Windows». */
function deviceName(agent: string): string {
  const maker = makers.find((each) => agent.includes(`${each}/`))
  const system = systems.find((each) => agent.includes(each))
  return [maker && names[maker], system].filter(Boolean).join('، ') || 'Web'
}

/** Asks the reader, and lets the house write to this browser. */
export async function turnOnPush(id: string, publicKey: string, reader: string): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') return
  const registration = await navigator.serviceWorker.register('/push.js')
  await navigator.serviceWorker.ready
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  })
  const { endpoint, keys } = subscription.toJSON()
  await client.collaboration.saveDevice({
    id,
    name: deviceName(navigator.userAgent),
    endpoint: endpoint ?? subscription.endpoint,
    keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' },
  })
  localStorage.setItem(shelf, id)
  localStorage.setItem(readerShelf, reader)
}

/** Ends it on this browser, here and on the server; also before somebody signs out. */
export async function turnOffPush(): Promise<void> {
  const id = thisDevice()
  if (id === null) return
  localStorage.removeItem(shelf)
  localStorage.removeItem(readerShelf)
  await client.collaboration.removeDevice({ id }).catch(() => {})
  const subscription = await subscriptionOf()
  await subscription?.unsubscribe()
}
