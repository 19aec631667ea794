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

/** How this browser stands. */
export async function pushState(): Promise<PushState> {
  if (!supported()) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  return thisDevice() !== null && (await subscriptionOf()) !== null ? 'on' : 'off'
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

/** Asks the reader, and lets the house write to this browser. @returns how it stands then */
export async function turnOnPush(id: string, publicKey: string): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') return pushState()
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
  return 'on'
}

/** Ends it on this browser, here and on the server; also before somebody signs out. */
export async function turnOffPush(): Promise<void> {
  const id = thisDevice()
  if (id === null) return
  localStorage.removeItem(shelf)
  await client.collaboration.removeDevice({ id }).catch(() => {})
  const subscription = await subscriptionOf()
  await subscription?.unsubscribe()
}
