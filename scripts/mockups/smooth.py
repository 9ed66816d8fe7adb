"""Takes the grain off a render: an edge-avoiding à-trous wavelet (Dammertz and others, 2010), guided by the
surfaces' normals and positions, which have no grain."""
import numpy as np

KERNEL = (0.25, 0.5, 0.25)


def _around(picture, step):
    """The picture moved by -step, 0, +step in both directions; its edge repeated."""
    height, width = picture.shape[:2]
    sides = ((step, step), (step, step)) + ((0, 0),) * (picture.ndim - 2)
    padded = np.pad(picture, sides, mode='edge')
    return lambda j, i: padded[j * step:j * step + height, i * step:i * step + width]


def _without_specks(light):
    """No pixel is darker or lighter than all but one of its neighbours."""
    near = _around(light, 1)
    ranked = np.sort(np.stack([near(j, i) for j in range(3) for i in range(3) if (j, i) != (1, 1)]), axis=0)
    return np.clip(light, ranked[1], ranked[6])


def _dot(a, b):
    return np.einsum('ijk,ijk->ij', a, b)


def smoothed(layers, normal, position, rounds=6, contrast=(2.0, 5.0), apart_m=0.0015):
    """Each layer of light on the same surfaces without its grain. `contrast`: for each layer, how different two
    pixels' light may be, relative to it, in the first round; halves each time."""
    layers = [_without_specks(np.ascontiguousarray(light, dtype=np.float32)) for light in layers]
    normal = normal / np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-6)
    normal, position = (np.ascontiguousarray(x, dtype=np.float32) for x in (normal, position))
    level = _dot(position, normal)
    for turn in range(rounds):
        step = 2**turn
        normals, positions = _around(normal, step), _around(position, step)
        parts = []
        for light, allowed in zip(layers, contrast):
            grey = light.mean(-1)
            scale = allowed / 2**turn * (grey + 0.02)
            parts.append((grey, scale, _around(light, step), _around(grey, step), light * 0.25, np.full_like(grey, 0.25)))
        for j, i in ((j, i) for j in range(3) for i in range(3) if (j, i) != (1, 1)):
            same = np.clip(_dot(normals(j, i), normal), 0, 1)
            same *= same
            same *= same
            distance = (_dot(positions(j, i), normal) - level) / (apart_m * step)
            shape = KERNEL[j] * KERNEL[i] * same * same * np.exp(-(distance * distance))
            for grey, scale, near, near_grey, total, weights in parts:
                change = (near_grey(j, i) - grey) / scale
                weight = shape * np.exp(-(change * change))
                total += near(j, i) * weight[..., None]
                weights += weight
        layers = [total / weights[..., None] for *_, total, weights in parts]
    return [_without_specks(light) for light in layers]
