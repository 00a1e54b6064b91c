import { Hono } from "hono";
import type { AppEnv } from "../http/types";

export const people = new Hono<AppEnv>();
