import { accountEndpoints as account } from '../../../domain/identity/account-contract.ts'
import type { Staff } from '../../../domain/identity/actor.ts'
import {
  departmentEndpoints as departments,
  groupEndpoints as groups,
  staffEndpoints as staff,
} from '../../../domain/identity/admin-contract.ts'
import type { Ctx } from '../../platform/context.ts'
import type { App } from '../../platform/http.ts'
import { serve } from '../../platform/route.ts'
import { endMySession, mySessions } from '../sessions.ts'
import { departmentRecords, groupRecords } from './group-queries.ts'
import { addDepartment, addGroup, changeDepartment, changeGroup } from './groups.ts'
import { changePassword, lookAtLink, setPasswordByLink } from './password-links.ts'
import { changeAccount, createAccount, disableAccount, enableAccount, newLink } from './staff.ts'
import { staffRecords } from './staff-queries.ts'

const ok = { ok: true } as const
const me = (ctx: Ctx) => ctx.actor as Staff

export function administrationRoutes(app: App): void {
  serve(app, staff.listStaff, async (ctx) => ({ items: await staffRecords(ctx) }))
  serve(app, staff.createStaff, (ctx, input) => createAccount(ctx, me(ctx), input))
  serve(app, staff.updateStaff, (ctx, input) => changeAccount(ctx, me(ctx), input))
  serve(app, staff.disableStaff, (ctx, input) => disableAccount(ctx, me(ctx), input))
  serve(app, staff.enableStaff, (ctx, { id }) => enableAccount(ctx, me(ctx), id))
  serve(app, staff.makePasswordLink, (ctx, { id }) => newLink(ctx, me(ctx), id))

  serve(app, groups.listGroups, async (ctx) => ({ items: await groupRecords(ctx) }))
  serve(app, groups.createGroup, (ctx, input) => addGroup(ctx, me(ctx), input))
  serve(app, groups.updateGroup, (ctx, input) => changeGroup(ctx, me(ctx), input))
  serve(app, departments.listDepartments, async (ctx) => ({ items: await departmentRecords(ctx) }))
  serve(app, departments.createDepartment, (ctx, input) => addDepartment(ctx, me(ctx), input))
  serve(app, departments.updateDepartment, (ctx, input) => changeDepartment(ctx, me(ctx), input))

  serve(app, account.lookAtPasswordLink, (ctx, { token }) => lookAtLink(ctx, token), { perMinute: 20 })
  serve(app, account.usePasswordLink, (ctx, input) => setPasswordByLink(ctx, input).then(() => ok), { perMinute: 10 })
  serve(app, account.changePassword, (ctx, input) => changePassword(ctx, me(ctx), input).then(() => ok), {
    perMinute: 10,
  })
  serve(app, account.listMySessions, async (ctx) => ({ items: await mySessions(ctx, me(ctx)) }))
  serve(app, account.endMySession, (ctx, { id }) => endMySession(ctx, me(ctx), id).then(() => ok))
}
