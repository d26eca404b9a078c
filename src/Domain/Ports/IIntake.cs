namespace MiyagiSensing.Domain.Ports;

/// <summary>
/// Where the Gateway hands over what it has decoded. Bounded: room is asked for before a payload is decoded, so that while there is none a device costs no more than the bytes that its socket was read ahead.
/// </summary>
public interface IIntake
{
    /// <summary>
    /// Waits until there is room for a message of so many payload bytes, and takes it. The wait is the back-pressure: the socket behind is not read meanwhile. Must be followed by <see cref="Submit"/> of that
    /// message.
    /// </summary>
    ValueTask ReserveAsync(int payloadBytes, CancellationToken cancellationToken);

    /// <summary>Hands over a message that room was reserved for. Never waits; the outcome comes later through <see cref="IntakeMessage.Settle"/>, in the order of submission per device.</summary>
    void Submit(IntakeMessage message);
}
