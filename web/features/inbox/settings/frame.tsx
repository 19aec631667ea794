import { type ReactNode, useEffect, useRef } from 'react'
import type { Permission } from '#core/permission.ts'
import { useMay } from '#web/me.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { Tabs } from '#web/ui/record/record.tsx'
import { useWords } from '#web/words.ts'

const parts = [
  ['general', '/settings/inbox', 'inbox.manage'],
  ['types', '/settings/inbox/types', 'inbox.manage'],
  ['rules', '/settings/inbox/rules', 'inbox.manage'],
  ['canned', '/settings/inbox/canned', 'inbox.answer'],
  ['labels', '/settings/inbox/labels', 'inbox.manage'],
  ['agents', '/settings/inbox/agents', 'inbox.read'],
  ['classifier', '/settings/inbox/classifier', 'inbox.manage'],
] as const satisfies readonly (readonly [string, string, Permission])[]
type Part = (typeof parts)[number][0]
const addresses = Object.fromEntries(parts.map(([name, to]) => [name, to]))

/** One part of the inbox's settings under the tabs of all that the reader may open. */
export function SettingsFrame({
  part,
  hint,
  actions,
  children,
}: Readonly<{ part: Part; hint: ReactNode; actions?: ReactNode; children: ReactNode }>) {
  const t = useWords('inboxSettings')
  const may = useMay()
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // On a phone the tabs are wider than the page: the open one must not be off it.
    const open = row.current?.querySelector(`[aria-current='page'][href$='${addresses[part]}']`)
    open?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [part])
  const tabs = parts.filter(([, , permission]) => may(permission) !== undefined)
  return (
    <Sheet label={t(part)}>
      <PageHead title={t(part)} actions={actions}>
        {hint}
      </PageHead>
      {tabs.length > 1 && (
        <div ref={row}>
          <Tabs
            label={t('parts')}
            tabs={tabs.map(([name, to]) => ({ to, label: t(name), active: name === part }))}
          />
        </div>
      )}
      {children}
    </Sheet>
  )
}
