"""A small photo studio: floor, lights, camera, and the renders one mockup view is made of.

One unit is one metre. A printed mesh carries a UV layer `print`: print-area coordinates, v down, that go on
beyond 0..1 outside the area. Objects whose colour is the variant's carry the property `substrate` = 1.
"""
import math
import os
import sys

import bpy
import numpy as np

sys.path.append(os.path.dirname(__file__))
from mathutils import Vector

from smooth import smoothed

MM = 0.001
WIDTH, HEIGHT = 1200, 1000
GRAIN = 0.9  # standard deviation, of 255
BRIGHTEST = 0.78  # linear light of the product's brightest diffuse parts: 0.90 encoded


def options():
    """--out FOLDER --scale PERCENT --samples N --only VIEW, all after `--`."""
    words = sys.argv[sys.argv.index('--') + 1:] if '--' in sys.argv else []
    given = dict(zip(words[::2], words[1::2]))
    return {
        'out': given.get('--out', '/tmp/luneo-mockups'),
        'scale': int(given.get('--scale', 100)),
        'samples': int(given.get('--samples', 6)),
        'only': given.get('--only'),
    }


def empty_scene(chosen):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = 'CYCLES'
    scene.cycles.device = 'CPU'
    scene.cycles.use_denoising = False
    scene.cycles.use_adaptive_sampling = True
    scene.cycles.adaptive_threshold = 0.012
    scene.cycles.seed = 7
    scene.cycles.max_bounces = 6
    scene.cycles.caustics_reflective = False
    scene.cycles.caustics_refractive = False
    scene.view_settings.view_transform = 'Standard'
    scene.render.resolution_x, scene.render.resolution_y = WIDTH, HEIGHT
    scene.render.resolution_percentage = chosen['scale']
    scene.render.threads_mode = 'FIXED'
    scene.render.threads = 2
    return scene


def material(name, color, roughness=0.9, specular=0.2):
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    shader = made.node_tree.nodes['Principled BSDF']
    shader.inputs['Base Color'].default_value = (*color, 1)
    shader.inputs['Roughness'].default_value = roughness
    shader.inputs['Specular'].default_value = specular
    return made


def bumpy(made, scale, depth_mm, detail=3):
    """Fine grain, for paper, plaster and cloth."""
    tree = made.node_tree
    where, noise, bump = (tree.nodes.new(f'ShaderNode{kind}') for kind in ('TexCoord', 'TexNoise', 'Bump'))
    noise.inputs['Scale'].default_value = scale
    noise.inputs['Detail'].default_value = detail
    bump.inputs['Distance'].default_value = depth_mm * MM
    tree.links.new(where.outputs['Object'], noise.inputs['Vector'])
    tree.links.new(noise.outputs['Fac'], bump.inputs['Height'])
    tree.links.new(bump.outputs['Normal'], tree.nodes['Principled BSDF'].inputs['Normal'])
    return made


def mesh_object(name, vertices, faces, materials, uv=None, smooth=True):
    """`uv`: per corner, in the order of the faces' corners."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([tuple(map(float, v)) for v in vertices], [], [tuple(map(int, f)) for f in faces])
    if smooth:
        mesh.polygons.foreach_set('use_smooth', [True] * len(mesh.polygons))
    for each in materials:
        mesh.materials.append(each)
    if uv is not None:
        layer = mesh.uv_layers.new(name='print')
        layer.data.foreach_set('uv', np.asarray(uv, dtype=np.float32).ravel())
    made = bpy.data.objects.new(name, mesh)
    made['printed'] = 1.0 if uv is not None else 0.0
    made['substrate'] = 0.0
    bpy.context.collection.objects.link(made)
    return made


def floor(made, back_m=None, size_m=6.0, radius_m=0.25):
    """A plane at z = 0; with `back_m` it rises into a seamless backdrop that far behind the origin."""
    half = size_m / 2
    profile = [(-half, 0.0)]
    if back_m is None:
        profile.append((half, 0.0))
    else:
        steps = np.linspace(0, math.pi / 2, 24)
        profile += [(back_m + radius_m * math.sin(a), radius_m * (1 - math.cos(a))) for a in steps]
        profile.append((back_m + radius_m, half))
    vertices = [(x, y, z) for y, z in profile for x in (-half, half)]
    faces = [(2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2) for i in range(len(profile) - 1)]
    return mesh_object('floor', vertices, faces, [made])


def softbox(at, target, size, watts, color=(1, 1, 1)):
    data = bpy.data.lights.new('softbox', 'AREA')
    data.shape, data.size, data.size_y = 'RECTANGLE', size[0], size[1]
    data.energy, data.color = watts, color
    made = bpy.data.objects.new('softbox', data)
    made.location = at
    made.rotation_euler = (Vector(target) - Vector(at)).to_track_quat('-Z', 'Y').to_euler()
    made.visible_camera = False
    bpy.context.collection.objects.link(made)
    return made


def ambient(color, strength):
    world = bpy.data.worlds.new('world')
    world.use_nodes = True
    background = world.node_tree.nodes['Background']
    background.inputs['Color'].default_value = (*color, 1)
    background.inputs['Strength'].default_value = strength
    bpy.context.scene.world = world


def camera(at, target, lens_mm=85, shift=(0, 0)):
    data = bpy.data.cameras.new('camera')
    data.lens, data.clip_start = lens_mm, 0.01
    data.shift_x, data.shift_y = shift
    made = bpy.data.objects.new('camera', data)
    made.location = at
    made.rotation_euler = (Vector(target) - Vector(at)).to_track_quat('-Z', 'Y').to_euler()
    bpy.context.collection.objects.link(made)
    bpy.context.scene.camera = made


def _pixels(path):
    """A float picture as rows from the top, RGBA."""
    image = bpy.data.images.load(path)
    width, height = image.size
    data = np.empty(width * height * 4, dtype=np.float32)
    image.pixels.foreach_get(data)
    bpy.data.images.remove(image)
    return data.reshape(height, width, 4)[::-1]


def _render(folder, passes):
    """Renders the scene once; each named pass of it as float pixels."""
    scene = bpy.context.scene
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    layers = tree.nodes.new('CompositorNodeRLayers')
    out = tree.nodes.new('CompositorNodeOutputFile')
    out.base_path = folder
    out.format.file_format, out.format.color_depth = 'OPEN_EXR', '32'
    out.file_slots.clear()
    for name in passes:
        out.file_slots.new(name)
        tree.links.new(layers.outputs[name], out.inputs[name])
    tree.links.new(layers.outputs['Image'], tree.nodes.new('CompositorNodeComposite').inputs[0])
    bpy.ops.render.render()
    return [_pixels(os.path.join(folder, f'{name}0001.exr')) for name in passes]


def _picture(folder, samples):
    """Linear light of the whole picture, and of what its surfaces scatter (without reflections); twice the size:
    only then are edges and highlights smooth, for light clips before it is averaged."""
    scene, layer = bpy.context.scene, bpy.context.view_layer
    scene.cycles.samples = samples
    scene.render.resolution_percentage *= 2
    layer.use_pass_diffuse_direct = layer.use_pass_diffuse_indirect = layer.use_pass_diffuse_color = True
    layer.use_pass_normal = layer.use_pass_position = True
    names = ['Image', 'DiffDir', 'DiffInd', 'DiffCol', 'Normal', 'Position']
    image, direct, indirect, color, normal, position = (x[..., :3] for x in _render(folder, names))
    scene.render.resolution_percentage //= 2
    light = direct + indirect
    light, rest = smoothed([light, image - light * color], normal, position)
    return light * color + rest, light * color


def _map_material():
    """Emits (u, v) * 0.5 + 0.25 and 1 where printed, or, with `mask`, (in the area, substrate)."""
    made = bpy.data.materials.new('map')
    made.use_nodes = True
    tree = made.node_tree
    tree.nodes.clear()
    new, link = tree.nodes.new, tree.links.new

    def math_node(operation, a, b):
        node = new('ShaderNodeMath')
        node.operation = operation
        for socket, value in zip(node.inputs, (a, b)):
            if isinstance(value, (int, float)):
                socket.default_value = value
            else:
                link(value, socket)
        return node.outputs[0]

    def own(name):
        node = new('ShaderNodeAttribute')
        node.attribute_type, node.attribute_name = 'OBJECT', name
        return node.outputs['Fac']

    uv, split = new('ShaderNodeUVMap'), new('ShaderNodeSeparateXYZ')
    uv.uv_map = 'print'
    link(uv.outputs[0], split.inputs[0])
    u, v = split.outputs[0], split.outputs[1]
    printed = own('printed')
    inside = printed
    for value in (u, v):
        inside = math_node('MULTIPLY', inside, math_node('GREATER_THAN', value, 0.0))
        inside = math_node('MULTIPLY', inside, math_node('LESS_THAN', value, 1.0))
    mapped = [math_node('MULTIPLY', math_node('MULTIPLY_ADD', x, 0.5), printed) for x in (u, v)]
    for socket in mapped:
        socket.node.inputs[0].links[0].from_node.inputs[2].default_value = 0.25
    emission, output = new('ShaderNodeEmission'), new('ShaderNodeOutputMaterial')
    link(emission.outputs[0], output.inputs[0])

    def show(parts):
        join = new('ShaderNodeCombineXYZ')
        for socket, part in zip(join.inputs, parts):
            link(part, socket)
        link(join.outputs[0], emission.inputs[0])

    return made, lambda: show([*mapped, printed]), lambda: show([inside, own('substrate')])


def _maps(folder):
    """UV of each pixel's centre; and, smoothed at edges, print-area coverage and substrate."""
    scene, layer = bpy.context.scene, bpy.context.view_layer
    kept = (scene.world, scene.cycles.max_bounces)
    made, show_uv, show_masks = _map_material()
    layer.material_override = made
    scene.world, scene.cycles.max_bounces = None, 0
    scene.cycles.use_adaptive_sampling = False
    scene.cycles.samples, scene.cycles.filter_width = 1, 0.01
    show_uv()
    uv, = _render(folder, ['Image'])
    scene.cycles.samples, scene.cycles.filter_width = 32, 1.5
    show_masks()
    masks, = _render(folder, ['Image'])
    scene.world, scene.cycles.max_bounces = kept
    scene.cycles.use_adaptive_sampling = True
    layer.material_override = None
    at = (uv[..., :2] - 0.25) * 2
    # Faces that lie off the print area (cut edges) say nothing about it: its map goes on from within.
    near = np.all(np.abs(at - 0.5) < 0.55, axis=-1)
    return at, (uv[..., 2] > 0.5) & near, masks[..., 0], masks[..., 1]


def _grow(uv, known, rounds=3):
    """Goes on with the map over the edge of the mesh: pixels covered in part have no centre on it."""
    uv, known = uv.copy(), known.copy()
    for _ in range(rounds):
        total, count = np.zeros_like(uv), np.zeros(known.shape)
        for dy, dx in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            near, far = (np.roll(x, (dy, dx), (0, 1)) for x in (uv, known)), np.roll(known, (2 * dy, 2 * dx), (0, 1))
            value, there = near
            slope = np.where((far & there)[..., None], value - np.roll(uv, (2 * dy, 2 * dx), (0, 1)), 0)
            total += np.where(there[..., None], value + slope, 0)
            count += there
        fill = ~known & (count > 0)
        uv[fill] = total[fill] / count[fill][:, None]
        known |= fill
    return uv


def _shouldered(linear):
    """Reflections go over into white instead of clipping."""
    knee = 0.82
    x = np.maximum(linear, 0)
    return np.where(x < knee, x, knee + (1 - knee) * (1 - np.exp(-(x - knee) / (1 - knee))))


def _blurred(picture, radius):
    """Mean over a square, twice; edges repeated."""
    for axis in (0, 1, 0, 1):
        sides = [(0, 0), (0, 0)]
        sides[axis] = (radius + 1, radius)
        sums = np.cumsum(np.pad(picture, sides, mode='edge'), axis=axis, dtype=np.float64)
        size = picture.shape[axis]
        picture = (np.take(sums, np.arange(2 * radius + 1, size + 2 * radius + 1), axis)
                   - np.take(sums, np.arange(size), axis)) / (2 * radius + 1)
    return picture


def _halved(picture):
    height, width = picture.shape[:2]
    return picture.reshape(height // 2, 2, width // 2, 2, -1).mean((1, 3))


def _encoded(linear):
    """Linear light of twice the size as sRGB bytes, with a film's grain: without it, soft backdrops show bands."""
    x = _halved(_shouldered(linear))
    srgb = np.where(x <= 0.0031308, 12.92 * x, 1.055 * np.power(np.maximum(x, 1e-9), 1 / 2.4) - 0.055)
    grain = np.random.default_rng(7).normal(0, GRAIN, srgb.shape[:2])[..., None]
    return np.clip(np.rint(srgb * 255 + grain), 0, 255).astype(np.uint8)


class View:
    """Renders the current scene as one view, into FOLDER/PRODUCT/VIEW as raw pixels for `encode.ts`."""

    def __init__(self, chosen, product, view):
        self.chosen = chosen
        self.folder = os.path.join(chosen['out'], product, view)
        os.makedirs(self.folder, exist_ok=True)

    def _write(self, name, data):
        height, width = data.shape[:2]
        kind = 'u16' if data.dtype == np.uint16 else 'u8'
        data.tofile(os.path.join(self.folder, f'{name}.{width}x{height}.{kind}'))

    def render(self, uv_bits=14):
        uv, known, coverage, substrate = _maps(self.folder)
        coverage = np.where(coverage > 0.999, 1, np.where(coverage < 0.004, 0, coverage))
        steps = 2 ** uv_bits - 1
        grown = np.rint(np.clip(_grow(uv, known), 0, 1) * steps) * (65535 / steps)
        grown[coverage == 0] = 0
        masks = np.rint(np.clip(np.stack([substrate, coverage], -1), 0, 1) * 255) * 257
        packed = np.dstack([grown, masks[..., :1], masks[..., 1:]])
        self._write('uv', np.rint(packed).astype(np.uint16))
        image, scattered = _picture(self.folder, self.chosen['samples'])
        twice = np.repeat(np.repeat(coverage, 2, 0), 2, 1)[..., None]
        self.exposure = BRIGHTEST / np.percentile(_halved(scattered)[coverage > 0.5].mean(-1), 97)
        self.base = _encoded(image * self.exposure)
        self._write('base', self.base)
        self._write('shade', _encoded(np.where(twice > 0, scattered, 1) * self.exposure))
        mirrored = _halved(np.maximum(_shouldered(image * self.exposure) - _shouldered(scattered * self.exposure), 0))
        inside = (coverage > 0.999).astype(np.float32)
        gloss = _blurred(mirrored.mean(-1) * inside, 4) / np.maximum(_blurred(inside, 4), 1e-3)
        self._write('gloss', np.rint(255 * np.sqrt(np.clip(gloss, 0, 1)) * (coverage > 0)).astype(np.uint8)[..., None])

    def render_base(self, name, border):
        """One more base of the view just rendered, at its exposure, that differs from it within `border` only:
        (left, right, top, bottom) as parts of the picture, from the left and the top. Map and shade stay."""
        render = bpy.context.scene.render
        render.use_border = True
        render.border_min_x, render.border_max_x = border[0], border[1]
        render.border_min_y, render.border_max_y = 1 - border[3], 1 - border[2]
        image, _ = _picture(self.folder, self.chosen['samples'])
        render.use_border = False
        height, width = self.base.shape[:2]
        part = np.zeros((height, width, 1), dtype=bool)
        part[round(height * border[2]) + 8:round(height * border[3]) - 8, round(width * border[0]) + 8:round(width * border[1]) - 8] = True
        self._write(name, np.where(part, _encoded(image * self.exposure), self.base))
