import type { OpenAPIHono } from '@hono/zod-openapi';

/** The whole description: OpenAPI 3.1. */
export type ApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
