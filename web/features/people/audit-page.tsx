import { Alert, Button } from '@mantine/core'
import { IconHistory, IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, client } from '#web/client.ts'
import { refusalOf } from '#web/refusal.ts'
import { Blank } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import type { FilterDef } from '#web/ui/list/filter.ts'
import type { ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { AuditAction, Changes } from '#web/ui/record/audit-list.tsx'
import { Bdi, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'

type AuditPageOf = Awaited<ReturnType<typeof client.people.audit>>
type Row = AuditPageOf['rows'][number]

const source: ListSource<Row, AuditPageOf> = {
  key: api.people.audit.key(),
  load: ({ cursor, limit, filters }, signal) => {
    const { action, aboutId } = filters
    const input = {
      limit,
      ...(cursor ? { cursor } : {}),
      ...(action ? { action } : {}),
      ...(aboutId ? { aboutId } : {}),
    }
    return client.people.audit(input, { signal })
  },
}

/** Everything that changed, and whether the seal over it still holds. */
export function AuditPage() {
  const t = useWords('people')
  const columns = useColumns()
  const filters = useMemo(
    (): readonly FilterDef[] => [
      { kind: 'text', id: 'action', label: t('audit_action') },
      { kind: 'text', id: 'aboutId', label: t('audit_about') },
    ],
    [t],
  )
  return (
    <ListPageBox>
      <Verify />
      <DataList
        name="audit"
        label={t('audit')}
        source={source}
        columns={columns}
        filters={filters}
        rowKey={(row) => String(row.seq)}
        rowName={(row) => row.action}
        phone={(row) => ({
          title: <AuditAction action={row.action} />,
          figure: <Moment value={row.at} />,
          chip: <Changes before={row.before} after={row.after} />,
          sub: <Bdi>{row.actor}</Bdi>,
        })}
        empty={
          <Blank icon={<IconHistory size={28} />} tone="plain" title={t('audit_empty')}>
            {t('audit_empty_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}

function useColumns(): readonly Column<Row, AuditPageOf>[] {
  const t = useWords('people')
  const ui = useWords('ui')
  return useMemo(
    () => [
      {
        id: 'at',
        head: t('audit_at'),
        width: 190,
        fixed: true,
        cell: (row) => <Moment value={row.at} />,
      },
      { id: 'actor', head: t('audit_actor'), width: 180, cell: (row) => <Bdi>{row.actor}</Bdi> },
      {
        id: 'action',
        head: t('audit_action'),
        width: 220,
        cell: (row) => <AuditAction action={row.action} />,
      },
      {
        id: 'change',
        head: t('audit_change'),
        cell: (row) => <Changes before={row.before} after={row.after} />,
      },
      {
        id: 'seal',
        head: ui('sealed'),
        width: 120,
        spare: true,
        cell: (row) =>
          row.sealed ? <Chip tone="good">{ui('sealed')}</Chip> : <Chip>{ui('unsealed')}</Chip>,
      },
    ],
    [t, ui],
  )
}

function Verify() {
  const t = useWords('people')
  const say = useWords('refusals')
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => client.people.verifyAudit({}),
  })
  const refused = error && refusalOf(error)
  return (
    <>
      <PageHead
        title={t('audit')}
        actions={
          <Button
            variant="default"
            loading={isPending}
            leftSection={<IconShieldCheck size={16} />}
            onClick={() => mutate()}
          >
            {t('audit_verify')}
          </Button>
        }
      >
        {t('audit_hint')}
      </PageHead>
      <div role="status">
        {refused && <Alert color="red" title={say(refused.code, refused.facts)} mx={24} mb={12} />}
        {data && data.brokenAt === null && (
          <Alert
            color="petrol"
            icon={<IconShieldCheck size={18} />}
            title={t('audit_sound')}
            mx={24}
            mb={12}
          >
            {t('audit_sound_hint', { sealed: data.sealed, unsealed: data.unsealed })}
          </Alert>
        )}
        {data && data.brokenAt !== null && (
          <Alert
            color="red"
            icon={<IconShieldX size={18} />}
            title={t('audit_broken', { at: data.brokenAt })}
            mx={24}
            mb={12}
          >
            {t('audit_broken_hint')}
          </Alert>
        )}
      </div>
    </>
  )
}
