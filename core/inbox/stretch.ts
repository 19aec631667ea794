/** A stretch of time in whole units, as people say it. */
export type Stretch = Readonly<{ days: number; hours: number; minutes: number }>

/** Minutes, rounded to whole ones, as days, hours and minutes. */
export function stretchOf(minutes: number): Stretch {
  const whole = Math.max(0, Math.round(minutes))
  const hours = Math.floor(whole / 60)
  return { days: Math.floor(hours / 24), hours: hours % 24, minutes: whole % 60 }
}
