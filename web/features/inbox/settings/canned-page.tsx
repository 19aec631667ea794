import { Button, TextInput } from '@mantine/core'
import { IconMessageBolt, IconPlus, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { fold } from '#core/arabic/fold.ts'
import type { CannedReply } from '#core/inbox/settings.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useGo, useSearchText } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Views } from '#web/ui/page.tsx'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useTypeChoices } from './choices.ts'
import { SettingsFrame } from './frame.tsx'
import css from './settings.module.css'
import { useChange } from './use-change.ts'

const path = '/settings/inbox/canned'

/** Whether the reader may change a reply: their own, or any shared one when they manage the inbox. */
export function useMayChange(): (row: CannedReply) => boolean {
  const manages = useMay()('inbox.manage') !== undefined
  return ({ shared, mine }) => mine || (shared && manages)
}

/** The replies that are ready, shared and one's own, found by what they say. */
export function CannedPage() {
  const t = useWords('inboxSettings')
  const go = useGo()
  const [search, change] = useSearchText()
  const { data, error, refetch } = useQuery(api.inbox.canned.queryOptions({ input: {} }))
  const rows = data?.rows ?? []
  const text = search['q'] ?? ''
  const found = rows.filter(
    (row) =>
      (search['view'] !== 'shared' || row.shared) &&
      (search['view'] !== 'mine' || !row.shared) &&
      fold(`${row.shortcut} ${row.title} ${row.text}`).includes(fold(text)),
  )
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => go(`${path}/new`)}>
      {t('canned_new')}
    </Button>
  )
  return (
    <SettingsFrame part="canned" hint={t('canned_hint')} actions={add}>
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={5} />}
      {data && rows.length === 0 && (
        <Blank icon={<IconMessageBolt size={28} />} title={t('no_canned')}>
          {t('no_canned_hint')}
        </Blank>
      )}
      {rows.length > 0 && (
        <>
          <Views
            path={path}
            label={t('canned_views')}
            views={[
              { id: 'all', label: t('canned_all'), count: rows.length, search: {} },
              {
                id: 'shared',
                label: t('canned_shared'),
                count: rows.filter(({ shared }) => shared).length,
                search: {},
              },
              {
                id: 'mine',
                label: t('canned_mine'),
                count: rows.filter(({ shared }) => !shared).length,
                search: {},
              },
            ]}
          />
          <div className={css['find']}>
            <TextInput
              aria-label={t('canned_find')}
              placeholder={t('canned_find')}
              leftSection={<IconSearch size={16} />}
              value={text}
              onChange={({ currentTarget: { value } }) => change({ q: value || null })}
            />
          </div>
          {found.length === 0 && <p className={`muted ${css['none']}`}>{t('no_canned_match')}</p>}
        </>
      )}
      <ul className={css['rows']}>
        {found.map((row) => (
          <CannedLine key={row.id} row={row} />
        ))}
      </ul>
    </SettingsFrame>
  )
}

function CannedLine({ row }: Readonly<{ row: CannedReply }>) {
  const t = useWords('inboxSettings')
  const ui = useWords('ui')
  const go = useGo()
  const mayChange = useMayChange()(row)
  const types = useTypeChoices()
  const { id, title, text, shared, shortcut, used } = row
  const again = useChange((reply: CannedReply) => {
    const { mine: _, used: __, changedAt: ___, ...kept } = reply
    return client.inbox.saveCanned(kept)
  })
  const remove = useChange(
    () => client.inbox.removeCanned({ id }),
    () =>
      toast.said(t('canned_removed', { name: title }), undefined, {
        label: ui('undo'),
        run: () => again.mutate(row),
      }),
  )
  const because = mayChange ? {} : { because: t('not_yours') }
  return (
    <li className={css['row']}>
      <div className={css['rowMain']}>
        <b>
          <Go to={`${path}/${id}`} className="link">
            <Bdi>{title}</Bdi>
          </Go>
          <Chip tone="brand">
            <bdi>/{shortcut}</bdi>
          </Chip>
          {!shared && <Chip>{t('canned_mine')}</Chip>}
          {row.typeIds.map((typeId) => (
            <Chip key={typeId}>
              <Bdi>{types.find(({ value }) => value === typeId)?.label ?? t('gone')}</Bdi>
            </Chip>
          ))}
        </b>
        <p className={css['excerpt']} dir="auto">
          {text}
        </p>
        <small className="muted">{t('used', { count: used })}</small>
      </div>
      <RowMenu
        name={title}
        items={[
          { label: ui('edit'), run: () => go(`${path}/${id}`), ...because },
          { label: ui('remove'), run: () => remove.mutate(undefined), grave: true, ...because },
        ]}
      />
    </li>
  )
}
