import { Button, Modal } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { commandKey, isTyping, keysAreOn, setKeys, useKeys } from '#web/keys.ts'
import { useGo } from '#web/place.ts'
import { useWords } from '#web/words.ts'
import css from './shell.module.css'

const places = {
  KeyH: '/',
  KeyI: '/inbox',
  KeyD: '/desk',
  KeyF: '/invoices',
  KeyC: '/customers',
} as const

/** G, then a letter within a second, goes to one of the five places. */
function useGoKeys() {
  const go = useGo()
  const waiting = useRef(0)
  useKeys({ KeyG: ({ timeStamp }) => (waiting.current = timeStamp) })
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.timeStamp - waiting.current > 1000 || isTyping(event.target)) return
      const place = Object.entries(places).find(([code]) => code === event.code)
      if (!place || waiting.current === 0) return
      waiting.current = 0
      go(place[1])
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [go])
}

const rows = [
  [`${commandKey} K`, 'key_search'],
  ['/', 'key_filter'],
  ['N', 'key_new'],
  ['G H', 'key_home'],
  ['G I', 'key_inbox'],
  ['G D', 'key_desk'],
  ['G F', 'key_invoices'],
  ['G C', 'key_customers'],
  ['J  K', 'key_next'],
  ['X', 'key_tick'],
  ['⇧ X', 'key_range'],
  ['↵', 'key_open'],
  ['R', 'key_reply'],
  ['I', 'key_note'],
  ['E', 'key_end'],
  ['S', 'key_snooze'],
  ['A', 'key_assign'],
  ['1 … 8', 'key_outcome'],
  [`${commandKey} ↵`, 'key_send'],
  ['Esc', 'key_close'],
  ['?', 'key_help'],
] as const

/** ? : the list of keys, and the switch that silences them. */
export function KeyboardHelp({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const t = useWords('shell')
  const close = useWords('ui')('close')
  const [on, setOn] = useState(keysAreOn)
  useGoKeys()
  useKeys({ 'Shift+Slash': () => onOpen(true) })
  const toggle = () => {
    setKeys(!on)
    setOn(!on)
  }
  return (
    <Modal
      opened={open}
      onClose={() => onOpen(false)}
      title={t('keyboard')}
      closeButtonProps={{ 'aria-label': close }}
    >
      <dl className={css['keys']}>
        {rows.map(([keys, label]) => (
          <div key={keys} style={{ display: 'contents' }}>
            <dt>
              <kbd dir="ltr">{keys}</kbd>
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
      <div className="form-acts">
        <Button variant="default" onClick={toggle}>
          {on ? t('keys_off') : t('keys_on')}
        </Button>
      </div>
    </Modal>
  )
}
