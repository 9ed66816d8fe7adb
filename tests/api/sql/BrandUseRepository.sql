-- count
SELECT COUNT(*) AS "_count$_all" FROM (SELECT design.id FROM design WHERE design.brand_id = $ OFFSET $) AS sub;
SELECT COUNT(*) AS "_count$_all" FROM (SELECT order.id FROM order WHERE (order.brand_id = $ AND order.created_at >= $) OFFSET $) AS sub;
SELECT COUNT(*) AS "_count$_all" FROM (SELECT order.id FROM order WHERE order.brand_id = $ OFFSET $) AS sub;
SELECT COUNT(*) AS "_count$_all" FROM (SELECT print_file.id FROM print_file WHERE print_file.brand_id = $ OFFSET $) AS sub;
SELECT COUNT(*) AS "_count$_all" FROM (SELECT product.id FROM product WHERE product.brand_id = $ OFFSET $) AS sub;
SELECT COUNT(*) AS "_count$_all" FROM (SELECT production_job.id FROM production_job WHERE (production_job.brand_id = $ AND production_job.status = $) OFFSET $) AS sub;
SELECT COUNT(*) AS "_count$_all" FROM (SELECT production_job.id FROM production_job WHERE (production_job.brand_id = $ AND production_job.status IN ($…) AND production_job.created_at < $) OFFSET $) AS sub;
SELECT COUNT(*) AS "_count$_all" FROM (SELECT render.brand_id, render.scene_hash, render.side, render.recipe FROM render WHERE (render.brand_id = $ AND render.created_at >= $) OFFSET $) AS sub;
SELECT COUNT(*) AS "_count$_all" FROM (SELECT webhook_delivery.id FROM webhook_delivery WHERE (webhook_delivery.brand_id = $ AND webhook_delivery.status = $ AND webhook_delivery.created_at >= $) OFFSET $) AS sub;
SELECT COUNT(*) AS "_count$_all" FROM (SELECT webhook_endpoint.id FROM webhook_endpoint WHERE (webhook_endpoint.brand_id = $ AND webhook_endpoint.status = $) OFFSET $) AS sub;
SELECT SUM(bytes) AS "_sum$bytes" FROM (SELECT asset.bytes FROM asset WHERE asset.brand_id = $ OFFSET $) AS sub;
SELECT SUM(bytes) AS "_sum$bytes", COUNT(*) AS "_count$_all" FROM (SELECT render.bytes, render.brand_id, render.scene_hash, render.side, render.recipe FROM render WHERE render.brand_id = $ OFFSET $) AS sub;
