# Builds the three bundles, then keeps nothing but them and Node.
FROM node:24-bookworm-slim AS build
WORKDIR /promptbin
COPY . .
RUN npm install && npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production PROMPTBIN_DATA_DIR=/data
WORKDIR /promptbin
COPY --from=build /promptbin/apps/prompt-web/package.json /promptbin/apps/prompt-web/package.json
COPY --from=build /promptbin/apps/prompt-web/dist /promptbin/apps/prompt-web/dist
COPY --from=build /promptbin/apps/mcp-gateway/package.json /promptbin/apps/mcp-gateway/package.json
COPY --from=build /promptbin/apps/mcp-gateway/dist /promptbin/apps/mcp-gateway/dist
COPY --from=build /promptbin/apps/supervisor/package.json /promptbin/apps/supervisor/package.json
COPY --from=build /promptbin/apps/supervisor/dist /promptbin/apps/supervisor/dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
CMD ["node", "apps/supervisor/dist/main.js", "start"]
