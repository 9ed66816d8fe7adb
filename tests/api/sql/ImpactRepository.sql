-- count
SELECT COUNT(*) AS "_count$_all" FROM (SELECT design.id FROM design WHERE (design.brand_id = $ AND design.product_id = $) OFFSET $) AS sub;
SELECT COUNT(*) AS "_count$_all" FROM (SELECT design_version.id FROM design_version WHERE (design_version.brand_id = $ AND design_version.product_id = $) OFFSET $) AS sub;
SELECT COUNT(*) AS "_count$_all", line_item.order_id FROM line_item LEFT JOIN order AS j0 ON (j0.brand_id,j0.id) = (line_item.brand_id,line_item.order_id) WHERE (line_item.brand_id = $ AND line_item.product_id = $ AND (j0.status IN ($…) AND (j0.id IS NOT NULL))) GROUP BY line_item.order_id OFFSET $;
