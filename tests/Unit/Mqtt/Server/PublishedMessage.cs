using MiyagiSensing.Mqtt.Server;

namespace MiyagiSensing.Unit.Mqtt.Server;

/// <summary>A message as the application has seen it, with its payload copied.</summary>
internal sealed record PublishedMessage(ClientSession Session, InboundMessage Message, string Text, PublishReceipt Receipt);
