import { ActionIcon, Button, Switch } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowUp,
  IconGripVertical,
  IconPlus,
  IconRoute,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RoutingRule } from '#core/inbox/settings.ts'
import { api, client } from '#web/client.ts'
import { useGo } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { Bdi, Count } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { SettingsFrame } from './frame.tsx'
import { RuleSentence } from './rule-sentence.tsx'
import css from './settings.module.css'
import { Trial } from './trial.tsx'
import { useChange } from './use-change.ts'

const newPath = '/settings/inbox/rules/new'

/** The company's routing in its order, and a place to try a message on it. */
export function RulesPage() {
  const t = useWords('inboxSettings')
  const go = useGo()
  const { data, error, refetch } = useQuery(api.inbox.rules.queryOptions({ input: {} }))
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => go(newPath)}>
      {t('rule_new')}
    </Button>
  )
  return (
    <SettingsFrame part="rules" hint={t('rules_hint')} actions={add}>
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={5} />}
      {data?.rows.length === 0 && (
        <Blank icon={<IconRoute size={28} />} title={t('no_rules')}>
          {t('no_rules_hint')}
        </Blank>
      )}
      {data && <Ordered rows={data.rows} />}
      <Trial />
    </SettingsFrame>
  )
}

const moved = (ids: readonly string[], id: string, to: number): string[] =>
  ids.filter((each) => each !== id).toSpliced(to, 0, id)

function Ordered({ rows }: Readonly<{ rows: readonly RoutingRule[] }>) {
  const [dragged, setDragged] = useState<string | null>(null)
  const order = useChange((ids: string[]) => client.inbox.orderRules({ ids }))
  const shown = order.isPending
    ? order.variables.flatMap((id) => rows.find((row) => row.id === id) ?? [])
    : rows
  const ids = shown.map(({ id }) => id)
  const move = (id: string, to: number) => {
    if (to >= 0 && to < ids.length && ids.indexOf(id) !== to) order.mutate(moved(ids, id, to))
  }
  return (
    <ol className={css['rows']}>
      {shown.map((row, at) => (
        <li
          key={row.id}
          className={css['row']}
          data-off={!row.on || undefined}
          data-dragged={dragged === row.id || undefined}
          onDragOver={(event) => {
            if (dragged !== null) event.preventDefault()
          }}
          onDrop={() => {
            if (dragged !== null) move(dragged, at)
            setDragged(null)
          }}
        >
          <RuleLine
            row={row}
            place={at + 1}
            onDrag={(on) => setDragged(on ? row.id : null)}
            {...(at > 0 ? { onUp: () => move(row.id, at - 1) } : {})}
            {...(at < shown.length - 1 ? { onDown: () => move(row.id, at + 1) } : {})}
          />
        </li>
      ))}
    </ol>
  )
}

function RuleLine({
  row,
  place,
  onDrag,
  onUp,
  onDown,
}: Readonly<{
  row: RoutingRule
  place: number
  onDrag: (on: boolean) => void
  onUp?: () => void
  onDown?: () => void
}>) {
  const t = useWords('inboxSettings')
  const ui = useWords('ui')
  const go = useGo()
  const { id, name } = row
  const save = useChange((rule: RoutingRule) => client.inbox.saveRule(rule))
  const remove = useChange(
    () => client.inbox.removeRule({ id }),
    () =>
      toast.said(t('rule_removed', { name }), undefined, {
        label: ui('undo'),
        // Its order decides what it decides: back at its old place.
        run: () => save.mutate(row),
      }),
  )
  return (
    <>
      <span
        className={css['grip']}
        draggable
        title={t('rule_drag')}
        aria-hidden="true"
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move'
          onDrag(true)
        }}
        onDragEnd={() => onDrag(false)}
      >
        <IconGripVertical size={16} />
      </span>
      <span className={css['place']}>
        <Count value={place} />
      </span>
      <div className={css['rowMain']}>
        <b>
          <Go to={`/settings/inbox/rules/${id}`} className="link">
            <Bdi>{name}</Bdi>
          </Go>
        </b>
        <p>
          <RuleSentence when={row.when} outcome={row.outcome} />
        </p>
      </div>
      <span className={css['moves']}>
        <ActionIcon aria-label={t('rule_up', { name })} disabled={!onUp} onClick={onUp}>
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon aria-label={t('rule_down', { name })} disabled={!onDown} onClick={onDown}>
          <IconArrowDown size={16} />
        </ActionIcon>
      </span>
      <Switch
        aria-label={t('rule_turn', { name })}
        checked={save.isPending ? save.variables.on : row.on}
        onChange={({ currentTarget }) => save.mutate({ ...row, on: currentTarget.checked })}
      />
      <RowMenu
        name={name}
        items={[
          { label: ui('edit'), run: () => go(`/settings/inbox/rules/${id}`) },
          { label: ui('remove'), run: () => remove.mutate(undefined), grave: true },
        ]}
      />
    </>
  )
}
