// Runs SQL in DuckDB and prints each row of each result, its values apart by
// tabs: node duckdb.mjs 'SELECT 1' 'SELECT 2'
import { DuckDBInstance } from "@duckdb/node-api";

const connection = await (await DuckDBInstance.create(":memory:")).connect();
for (const sql of process.argv.slice(2)) {
  const rows = await (await connection.run(sql)).getRows();
  for (const row of rows) console.log(row.map(String).join("\t"));
}
