"""A T-shirt laid flat: body 520 mm wide, 720 mm from shoulder to hem."""
import math
import os
import sys

import bpy
import numpy as np
from mathutils import Vector, geometry, noise

sys.path.append(os.path.dirname(__file__))
import studio
from studio import MM

AREA_WIDTH, AREA_HEIGHT = 300.0, 400.0
AREA_TOP = {'front': 575.0, 'back': 610.0}  # mm above the hem
NECK_DROP = {'front': 96.0, 'back': 24.0}
LENGTH, NECK, RIB = 720.0, 88.0, 20.0
SHOULDER, ARMPIT = (236.0, 680.0), (259.0, 478.0)
SLEEVE_TOP, SLEEVE_INNER = (408.0, 558.0), (328.0, 408.0)
SPACING = 5.0
FRAMES, SLACK, BENDING = 32, 2.0, 0.06


def dense(points, step):
    """A polyline with a point about every `step` mm."""
    out = []
    for a, b in zip(points, points[1:]):
        n = max(1, round(math.dist(a, b) / step))
        out += [tuple(np.array(a) + (np.array(b) - np.array(a)) * t) for t in np.linspace(0, 1, n, endpoint=False)]
    return [*out, points[-1]]


def rounded(points):
    """A Catmull-Rom curve through the points."""
    padded = np.array([points[0], *points, points[-1]], dtype=float)
    out = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:]):
        for t in np.linspace(0, 1, 8, endpoint=False):
            out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return [*map(tuple, out), points[-1]]


def neckline(drop, grow=0.0):
    """From the middle of the neck to its right shoulder: a quarter of a superellipse."""
    turns = np.linspace(0, math.pi / 2, 24)
    return [
        ((NECK + grow) * math.sin(t) ** 0.95, LENGTH - (drop + grow) * max(math.cos(t), 0) ** 0.85) for t in turns
    ]


def half(drop):
    """Right half of the outline, from the middle of the neck to the middle of the hem."""
    bow = lambda a, b, by: [
        tuple(np.array(a) + (np.array(b) - np.array(a)) * t + np.array((b[1] - a[1], a[0] - b[0])) / math.dist(a, b) * by * math.sin(math.pi * t))
        for t in np.linspace(0, 1, 9)
    ]
    side = rounded([ARMPIT, (256, 420), (253, 300), (256, 150), (262, 3)])
    top = rounded([(NECK, LENGTH), (165, 703), SHOULDER, (300, 645), (362, 597), SLEEVE_TOP])
    return [*neckline(drop), *top[1:], *bow(SLEEVE_TOP, SLEEVE_INNER, -4)[1:], *bow(SLEEVE_INNER, ARMPIT, 7)[1:],
            *side[1:], (130, -2), (0, -4)]


def outline(drop):
    right = dense(half(drop), SPACING)
    left = [(-x, y) for x, y in reversed(right)]
    return [*right[:-1], *left[:-1]]


def panel(drop):
    """Rest positions (mm) and triangles of one panel."""
    edge = outline(drop)
    polygon = np.array(edge)
    xs = np.arange(-420, 420, SPACING)
    ys = np.arange(-8, LENGTH + 8, SPACING * 0.866)
    grid = np.array([(x + (SPACING / 2 if i % 2 else 0), y) for i, y in enumerate(ys) for x in xs])
    keep = inside(polygon, grid) & (distance(edge, grid) > SPACING * 0.6)
    points = [Vector(p) for p in [*edge, *grid[keep]]]
    ring = [(i, (i + 1) % len(edge)) for i in range(len(edge))]
    vertices, _, faces, *_ = geometry.delaunay_2d_cdt(points, ring, [], 1, 1e-4)
    return np.array([tuple(v) for v in vertices]), faces


def inside(polygon, points):
    result = np.zeros(len(points), dtype=bool)
    for (ax, ay), (bx, by) in zip(polygon, np.roll(polygon, -1, 0)):
        crosses = (ay > points[:, 1]) != (by > points[:, 1])
        if ay != by:
            result ^= crosses & (points[:, 0] < (bx - ax) * (points[:, 1] - ay) / (by - ay) + ax)
    return result


def distance(line, points, closed=True):
    """From each point to a polyline, mm."""
    best = np.full(len(points), 1e9)
    corners = np.array([*line, line[0]] if closed else line)
    for a, b in zip(corners, corners[1:]):
        along = b - a
        t = np.clip(((points - a) @ along) / max(along @ along, 1e-9), 0, 1)
        best = np.minimum(best, np.linalg.norm(points - a - t[:, None] * along, axis=1))
    return best


def mirrored(line):
    return [line, [(-x, y) for x, y in line]]


def seams(drop, points):
    """Height (mm) that collar, seams and hems add to the cloth at rest points."""
    height = np.zeros(len(points))
    armhole = [SHOULDER, (227, 655), (221, 627), (218, 597), (219, 567), (224, 537), (232, 512), (244, 492), ARMPIT]
    lines = [(dense(each, 4), 0.9) for each in mirrored(armhole)]
    collar = neckline(drop, RIB)
    lines.append(([(-x, y) for x, y in reversed(collar)] + collar, 0.7))
    for line, deep in lines:
        far = distance(line, points, closed=False)
        height += deep * (-1.0 * np.exp(-((far / 1.6) ** 2)) + 0.55 * np.exp(-(((far - 4.5) / 3) ** 2)))
    for each in mirrored([SLEEVE_TOP, SLEEVE_INNER]):
        far = distance(each, points, closed=False)
        height += hem(far, 20)
    height += hem(points[:, 1] + 4, 22)
    neck = [(-x, y) for x, y in reversed(neckline(drop))] + neckline(drop)
    return height + 1.1 / (1 + np.exp((distance(neck, points, closed=False) - RIB) / 0.8))


def hem(far, wide):
    """Folded cloth is thicker; two rows of stitches pull it in."""
    rows = sum(np.exp(-(((far - at) / 1.1) ** 2)) for at in (wide - 5, wide))
    return 0.7 / (1 + np.exp((far - wide) / 1.2)) - 0.75 * rows


def wave(points, size, at, stretch=1.0, turn=0.0):
    """Smooth noise of -1..1 with features of `size` mm, stretched along the direction `turn`."""
    c, s_ = math.cos(turn), math.sin(turn)
    along = (points[:, 0] * c + points[:, 1] * s_) / (size * stretch)
    across = (points[:, 1] * c - points[:, 0] * s_) / size
    return np.array([noise.noise(Vector((a, b, at))) for a, b in zip(along, across)])


def crease(points, size, at, stretch, turn):
    """Narrow ridges of 0..1 where the noise changes its sign."""
    return np.clip(1 - np.abs(wave(points, size, at, stretch, turn)) / 0.3, 0, 1) ** 2


def folds(points, seed):
    """Height (mm) of cloth smoothed by hand: soft waves, folds that run from the armpits, a few creases."""
    x, y = points[:, 0], points[:, 1]
    height = 4.5 + 5.0 * wave(points, 190, seed) + 2.0 * wave(points, 80, seed + 9)
    warp = wave(points, 140, seed + 20)
    for side, pull in ((1, 1.0), (-1, 0.85)):
        dx, dy = side * x - 246, y - 486
        turn, far = np.arctan2(dy, -dx), np.hypot(dx, dy)
        near = np.exp(-((far / 150) ** 2)) * np.clip((far - 8) / 50, 0, 1) * np.clip(-dx / 30, 0, 1)
        height += 2.6 * pull * near * np.sin(turn * 6.5 + side * 1.3 + 2.2 * warp + seed)
        sleeve = np.clip((side * x - 245) / 60, 0, 1)
        height += 1.8 * sleeve * np.sin((dx * 0.62 + dy * 0.79) / 17 + 2.5 * warp)
    low = np.exp(-(((y - 90) / 170) ** 2))
    height += 3.0 * low * np.sin(x / 36 + 2.6 * warp + np.sign(seed - 3) * y / 130)
    height += 1.7 * crease(points, 120, seed + 40, 2.6, 1.9) * np.clip(1 - np.abs(y - 330) / 330, 0, 1)
    height += 1.5 * crease(points, 150, seed + 60, 2.2, 0.5) * np.clip((430 - y) / 200, 0, 1)
    return 0.6 + 0.5 * (height + np.sqrt(height**2 + 2.0))


def refine(points, faces, times):
    """Each triangle in four."""
    faces = np.asarray(faces)
    for _ in range(times):
        edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
        unique, index = np.unique(edges, axis=0, return_inverse=True)
        ab, bc, ca = index.reshape(3, -1) + len(points)
        points = np.vstack([points, points[unique].mean(1)])
        a, b, c = faces.T
        faces = np.concatenate([np.stack(t, 1) for t in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))])
    return points, faces


def to_outer_edge(drop, flat):
    """Distance to the outline without the neck, mm."""
    outer = half(drop)[len(neckline(drop)) - 1:]
    return np.minimum(*(distance(line, flat, closed=False) for line in mirrored(outer)))


def dropped(points, faces):
    """Where cloth sewn to this shape (mm) comes to rest on a table: what does not lie flat stays as wrinkles."""
    bpy.ops.mesh.primitive_plane_add(size=4)
    table = bpy.context.object
    table.modifiers.new('table', 'COLLISION')
    table.collision.thickness_outer, table.collision.cloth_friction = 0.001, 60
    made = studio.mesh_object('cloth', points * MM, faces, [])
    made.modifiers.new('cloth', 'CLOTH')
    cloth = made.modifiers['cloth']
    setup = cloth.settings
    setup.quality, setup.mass, setup.air_damping = 8, 0.01, 2
    setup.tension_stiffness = setup.compression_stiffness = 12
    setup.shear_stiffness, setup.bending_stiffness = 6, BENDING
    setup.tension_damping = setup.compression_damping = setup.shear_damping = 4
    cloth.collision_settings.distance_min = 0.001
    cloth.point_cache.frame_end = FRAMES
    for frame in range(1, FRAMES + 1):
        bpy.context.scene.frame_set(frame)
    rested = made.evaluated_get(bpy.context.evaluated_depsgraph_get()).data
    where = np.empty(len(points) * 3, dtype=np.float32)
    rested.vertices.foreach_get('co', where)
    for gone in (made, table):
        bpy.data.objects.remove(gone)
    bpy.context.scene.frame_set(1)
    return where.reshape(-1, 3).astype(float) / MM


def shirt(side, cloth):
    drop, seed = NECK_DROP[side], {'front': 1.7, 'back': 5.2}[side]
    rest, faces = panel(drop)
    neck = [(-x, y) for x, y in reversed(neckline(drop))] + neckline(drop)
    opening = distance(neck, rest, closed=False)
    lifted = 2.5 + SLACK * folds(rest, seed) * np.clip(opening / 90, 0.1, 1)
    placed = dropped(np.column_stack([rest, lifted]), faces)
    flat, triangles = refine(rest, faces, 2)
    drift, _ = refine(relaxed(placed[:, :2] - rest, faces, 200), faces, 2)
    height, _ = refine(placed[:, 2:], faces, 2)
    height = np.maximum(relaxed(height, triangles, 6)[:, 0] - 1.5, 0)
    edge = to_outer_edge(drop, flat)
    opening = distance(neck, flat, closed=False)
    # Two layers, folded over at the sides: thin, and round within the last millimetres.
    soft = 0.5 * folds(flat, seed) * np.clip(opening / 90, 0, 1) * np.clip(edge / 60, 0, 1)
    thick = (1.8 + soft + height) * np.sqrt(1 - np.exp(-((edge / 4) ** 2)))
    raised = 0.5 + thick + seams(drop, flat) * (1 - np.exp(-edge / 2)) + 0.8 * (1 - np.exp(-opening / 1.6))
    uv = np.stack([0.5 + flat[:, 0] / AREA_WIDTH, (AREA_TOP[side] - flat[:, 1]) / AREA_HEIGHT], 1)
    fine = np.column_stack([flat + drift, raised]) * MM
    made = studio.mesh_object('panel', fine, triangles, [cloth], uv[triangles.ravel()])
    made['substrate'] = 1.0


def relaxed(values, faces, rounds):
    """Each point's values drawn to those of its neighbours."""
    faces = np.asarray(faces)
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    edges = np.concatenate([edges, edges[:, ::-1]])
    count = np.bincount(edges[:, 0], minlength=len(values))
    for _ in range(rounds):
        total = [np.bincount(edges[:, 0], column[edges[:, 1]], len(values)) for column in values.T]
        values = (values + np.stack(total, 1) / count[:, None]) / 2
    return values


def inner_back(cloth):
    """What the neck opening shows: the inside of the back panel, its collar and neck tape."""
    rest, faces = panel(NECK_DROP['back'])
    high = rest[:, 1] > 560
    flat, triangles = refine(rest, [f for f in faces if all(high[i] for i in f)], 2)
    neck = neckline(NECK_DROP['back'], RIB + 7)
    tape = distance([(-x, y) for x, y in reversed(neck)] + neck, flat, closed=False)
    height = 0.4 + 0.5 * seams(NECK_DROP['back'], flat) + 0.7 / (1 + np.exp((tape - 5) / 0.5))
    under = 0.1 + height * np.clip((to_outer_edge(NECK_DROP['back'], flat) - 2) / 14, 0, 1)
    made = studio.mesh_object('inside', np.column_stack([flat, under]) * MM, triangles, [cloth])
    made['substrate'] = 1.0


def knit(name, white):
    """Matt cotton. The grain of the knit is in its colour: so the print carries it too."""
    made = studio.material(name, (white,) * 3, roughness=1.0, specular=0.05)
    tree = made.node_tree
    where, stretch, grain, mix = (tree.nodes.new(f'ShaderNode{kind}') for kind in ('TexCoord', 'Mapping', 'TexNoise', 'MixRGB'))
    stretch.inputs['Scale'].default_value = (620, 330, 1)
    grain.inputs['Scale'].default_value, grain.inputs['Detail'].default_value = 1.0, 2
    mix.inputs[1].default_value = (*(white * 0.86,) * 3, 1)
    mix.inputs[2].default_value = (*(white * 1.12,) * 3, 1)
    tree.links.new(where.outputs['Object'], stretch.inputs['Vector'])
    tree.links.new(stretch.outputs['Vector'], grain.inputs['Vector'])
    tree.links.new(grain.outputs['Fac'], mix.inputs[0])
    tree.links.new(mix.outputs[0], tree.nodes['Principled BSDF'].inputs['Base Color'])
    return made


if __name__ == '__main__':
    chosen = studio.options()
    for side in ('front', 'back'):
        if chosen['only'] not in (None, side):
            continue
        studio.empty_scene(chosen)
        shirt(side, knit('cotton', 0.82))
        if side == 'front':
            inner_back(knit('wrong side', 0.74))
        table = studio.floor(studio.bumpy(studio.material('table', (0.56, 0.525, 0.485)), 60, 0.6))
        table.location.z = -0.001
        studio.ambient((0.96, 0.98, 1.0), 0.24)
        studio.softbox((-2.2, 1.9, 1.25), (0, 0.36, 0), (0.7, 0.7), 120, (1, 0.975, 0.94))
        studio.softbox((1.2, -0.6, 1.9), (0, 0.36, 0), (1.8, 1.8), 13, (0.95, 0.975, 1))
        studio.camera((0, 0.358, 2.76), (0, 0.3581, 0), lens_mm=100)
        studio.View(chosen, 't-shirt', side).render()
