import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { TimelineView } from './use-timeline.ts'

type Watched = Readonly<{
  timeline: TimelineView
  around: string | undefined
  pendingCount: number
  /** The newest is in sight. */
  onSeen: () => void
  /** Goes to the newest where what is held ends before it. */
  toEnd: () => void
}>

/** How near the foot still counts as reading the newest, and how near the head as wanting older. */
const foot = 60
const head = 240

/**
 * Keeps the place of a reader: at the foot what comes pushes up, elsewhere it is only counted;
 * older ones come in above without moving what is read; a link leads to its message.
 */
export function useScroll({ timeline, around, pendingCount, onSeen, toEnd }: Watched) {
  const box = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const stuck = useRef(around === undefined)
  const lastTop = useRef(0)
  const [away, setAway] = useState(false)
  const [fresh, setFresh] = useState(0)
  const { data: held, loadOlder, loadNewer } = timeline
  const mayLoad = !timeline.loadingMore && !timeline.loadFailed
  const first = held?.items[0]?.id
  const last = held?.items.at(-1)?.id
  const was = useRef({ first, last, height: 0, count: 0, placed: false })

  const toFoot = useCallback(() => {
    const element = box.current
    if (element) element.scrollTop = element.scrollHeight
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: after every change of what is drawn.
  useLayoutEffect(() => {
    const element = box.current
    if (!element || !held) return
    const before = was.current
    if (!before.placed) {
      const target = around && element.querySelector(`[data-message="${CSS.escape(around)}"]`)
      if (target) target.scrollIntoView({ block: 'center' })
      else toFoot()
      stuck.current = !target
    } else if (first !== before.first && last === before.last) {
      element.scrollTop += element.scrollHeight - before.height
    } else if (last !== before.last) {
      const added = held.items.length - before.count
      if (stuck.current) toFoot()
      else if (added > 0 && held.newer === null) setFresh((count) => count + added)
    }
    was.current = {
      first,
      last,
      height: element.scrollHeight,
      count: held.items.length,
      placed: true,
    }
    if (stuck.current) onSeen()
  }, [held, first, last, around])

  useSight({ was, stuck, pendingCount, onSeen, toEnd: loadNewer && toEnd, toFoot })
  useGrowth(box, content, () => {
    if (stuck.current) toFoot()
    if (box.current) was.current.height = box.current.scrollHeight
  })

  const onScroll = () => {
    const element = box.current
    if (!element) return
    const left = element.scrollHeight - element.scrollTop - element.clientHeight
    const atFoot = left < foot
    if (atFoot && mayLoad) void loadNewer?.()
    // What grew under a reader at the foot did not move them: only they themselves leave it.
    const movedUp = element.scrollTop < lastTop.current - 1
    if (atFoot) stuck.current = !loadNewer
    else if (movedUp) stuck.current = false
    lastTop.current = element.scrollTop
    setAway(left > element.clientHeight * 1.5)
    if (stuck.current && atFoot) {
      setFresh(0)
      onSeen()
    }
    if (element.scrollTop < head && mayLoad) void loadOlder?.()
  }
  const toNewest = () => {
    if (loadNewer) return toEnd()
    stuck.current = true
    setAway(false)
    toFoot()
  }
  return { box, content, onScroll, away, fresh, toNewest }
}

type Sight = Pick<Watched, 'pendingCount' | 'onSeen'> &
  Readonly<{
    was: RefObject<{ placed: boolean }>
    stuck: RefObject<boolean>
    /** Only where what is held ends before the newest. */
    toEnd: (() => void) | undefined
    toFoot: () => void
  }>

/** Tells what is in sight at the foot, and brings one's own words there. */
function useSight({ was, stuck, pendingCount, onSeen, toEnd, toFoot }: Sight) {
  // What is unread may be known only after the messages are in sight.
  useEffect(() => {
    if (was.current.placed && stuck.current) onSeen()
  }, [was, stuck, onSeen])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when one more is on its way.
  useLayoutEffect(() => {
    if (pendingCount === 0) return
    if (toEnd) return toEnd()
    stuck.current = true
    toFoot()
  }, [pendingCount])
}

/** Tells when what is drawn grew: pictures and mails do when they arrive. */
function useGrowth(
  box: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  grew: () => void,
) {
  const latest = useRef(grew)
  latest.current = grew
  useEffect(() => {
    const watch = new ResizeObserver(() => latest.current())
    for (const { current } of [box, content]) if (current) watch.observe(current)
    return () => watch.disconnect()
  }, [box, content])
}
