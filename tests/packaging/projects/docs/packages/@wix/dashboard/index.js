/** As much of it as the docs show. */
export const dashboard = {
  host: () => 'the host',
  auth: () => ({
    async getAuthHeaders(host) {
      return { headers: { Authorization: `a token of ${host}` } };
    },
  }),
};
