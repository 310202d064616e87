-- The old back office still writes its mixed-case table.
\set customer random(1, 6000)
INSERT INTO "LegacyOrders" ("CustomerName", "Total Amount", "isPaid", "orderedAt", "select")
VALUES ('Customer "new ' || :customer || '"', :customer * 1.5, NULL, now(), E'back\\slash');
UPDATE "LegacyOrders" SET "isPaid" = "isPaid" IS NOT TRUE, "Total Amount" = CASE WHEN :customer % 50 = 0 THEN 'NaN' ELSE "Total Amount" + 0.0001 END
 WHERE "OrderID" = :customer;
DELETE FROM "LegacyOrders" WHERE "OrderID" = (SELECT CAST(6001 + floor(random() * max("OrderID")) AS integer) FROM "LegacyOrders");
