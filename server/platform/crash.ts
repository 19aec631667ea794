/**
 * Named places where a test may end the process, as a power cut would. In production no name is
 * set and this does nothing.
 */
export type CrashPoint =
  | 'command.before_commit'
  | 'command.after_commit'
  | 'message.before_send'
  | 'message.after_send'
  | 'webhook.after_commit'
  | 'hook.after_commit'
  | 'receipt.before_commit'

let armed: { point: string; countdown: number } | undefined

/** Arms one point: the process ends when it is passed for the nth time. Called once, by the start. */
export function armCrash(setting: string | undefined): void {
  if (!setting) return
  const [point = '', nth = '1'] = setting.split('#')
  armed = { point, countdown: Number(nth) }
}

/** Ends the process here if a test armed this point. */
export function crashPoint(point: CrashPoint): void {
  if (armed?.point !== point) return
  armed.countdown -= 1
  if (armed.countdown === 0) process.kill(process.pid, 'SIGKILL')
}
