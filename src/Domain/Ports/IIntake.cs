namespace MiyagiSensing.Domain.Ports;

/// <summary>Where the Gateway hands over what it has decoded. Bounded: when it is full, submitting waits, and the socket behind is not read.</summary>
public interface IIntake
{
    /// <summary>
    /// Hands over one message. The wait is the back-pressure; the outcome comes later through <see cref="IntakeMessage.Settle"/>, in the order
    /// of submission per device.
    /// </summary>
    ValueTask SubmitAsync(IntakeMessage message, CancellationToken cancellationToken);
}
