"""Makes the encoder: `make encoder`. Runs in an environment of its own, never in the product.

`examples` (run by the engine's Python) redacts data/nlu; `sources` fetches the pretrained weights,
`weights` and `vocabulary` open and trim them; `network`, `noise` and `training` fine-tune; `export`
writes the ONNX file and `card` its manifest and model card, all into encoder/model/.
"""
