import { contactsFrom, failure } from '../contacts.js';

export default {
  fetch: async (_request, env) => Response.json(await contactsFrom(env.API).catch(failure)),
};
